// What every page does with a script: each of these is an addition to a page that works without.
// A part that fails leaves the others alone.
(() => {
  "use strict";

  const root = document.documentElement;
  const find = (selector) => document.querySelector(selector);
  const onClick = (selector, act) =>
    document.querySelectorAll(selector).forEach((one) => one.addEventListener("click", () => act(one)));

  // The colours, which scheme.js sets before the first paint.
  const scheme = () => {
    const button = find("button.scheme");
    if (!button) return;
    const names = ["auto", "light", "dark"];
    const icon = document.createElement("span");
    let kept = root.dataset.scheme;

    const read = () => {
      try {
        kept = localStorage.getItem("planbook-scheme");
      } catch {
        // The choice lasts as long as the page.
      }
      return names.includes(kept) ? kept : "auto";
    };
    const show = () => {
      const name = read();
      if (name === "auto") delete root.dataset.scheme;
      else root.dataset.scheme = name;
      icon.className = `icon i-${name}`;
      button.title = `${button.dataset.name}: ${button.dataset[name]}`;
      button.setAttribute("aria-label", button.title);
    };

    button.addEventListener("click", () => {
      kept = names[(names.indexOf(read()) + 1) % names.length];
      try {
        localStorage.setItem("planbook-scheme", kept);
      } catch {}
      show();
    });
    addEventListener("storage", show);
    addEventListener("pageshow", (event) => event.persisted && show());
    button.replaceChildren(icon);
    show();
    button.hidden = false;
  };

  // The menu of a phone. While it is open nothing behind it can be reached or scrolled.
  const menu = () => {
    const [button, panel] = [find(".menu-button"), find("#menu")];
    if (!button || !panel) return;
    let behind = null;

    const close = (event) => {
      if (!behind) return;
      event?.preventDefault();
      panel.classList.remove("is-open");
      behind.forEach((one) => (one.inert = false));
      behind = null;
      button.setAttribute("aria-expanded", "false");
      button.focus();
    };
    const open = (event) => {
      event.preventDefault();
      behind = [];
      for (let one = panel; one !== document.body; one = one.parentElement) {
        behind.push(...[...one.parentElement.children].filter((other) => other !== one));
      }
      behind.forEach((one) => (one.inert = true));
      panel.classList.add("is-open");
      button.setAttribute("aria-expanded", "true");
      panel.querySelector("a")?.focus();
    };

    button.setAttribute("role", "button");
    button.setAttribute("aria-controls", "menu");
    button.setAttribute("aria-expanded", "false");
    button.addEventListener("click", open);
    button.addEventListener("keydown", (event) => event.key === " " && open(event));
    panel.querySelector(".close")?.addEventListener("click", close);
    addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.isComposing) return;
      // Opened without this script, by the address.
      if (!behind && panel.matches(":target") && button.offsetParent) location.hash = "top";
      else close(event);
    });
    addEventListener("pagehide", () => close());
    // On a window that has grown wide the menu stands beside the page.
    addEventListener("resize", () => button.offsetParent || close());
  };

  // The contents: open where there is room beside the text, and showing where the reader is.
  const contents = () => {
    const panel = find(".contents");
    const details = panel?.querySelector("details");
    if (!details) return;
    const wide = matchMedia("(min-width: 80rem)");
    const follow = () => (details.open = wide.matches);
    wide.addEventListener("change", follow);
    follow();

    const pairs = [...panel.querySelectorAll("a")]
      .map((link) => [link, document.getElementById(decodeURIComponent(link.hash.slice(1)))])
      .filter(([, place]) => place);
    const mark = () => {
      const isEnd = scrollY > 0 && scrollY + innerHeight > root.scrollHeight - 2;
      const line = innerHeight * (isEnd ? 1 : 0.3);
      const above = pairs.filter(([, place]) => place.getBoundingClientRect().top < line);
      const here = above.at(-1)?.[0];
      if (here?.hasAttribute("aria-current")) return;
      pairs.forEach(([link]) => link.removeAttribute("aria-current"));
      here?.setAttribute("aria-current", "true");
      if (here) panel.scrollTop = here.offsetTop - panel.clientHeight / 2;
    };
    const watcher = new IntersectionObserver(mark, { rootMargin: "0px 0px -70% 0px" });
    pairs.forEach(([, place]) => watcher.observe(place));
    addEventListener("scrollend", mark);
  };

  // Links to copy: one at each heading, which leads there as well, and one to the page.
  const links = () => {
    const button = find(".copy-link");
    if (!navigator.clipboard) return;
    const told = document.createElement("output");
    told.className = "told";
    document.body.append(told);
    let shown = 0;
    const copy = async (address) => {
      try {
        await navigator.clipboard.writeText(address);
      } catch {
        return;
      }
      told.textContent = button?.dataset.copied || "";
      clearTimeout(shown);
      shown = setTimeout(() => (told.textContent = ""), 2500);
    };
    onClick("a.anchor", (link) => copy(link.href));
    if (!button) return;
    button.addEventListener("click", () => copy(location.href.replace(/#.*/s, "")));
    button.hidden = false;
  };

  // The other language opens at the same place, with the same choice from a list.
  const languages = () => {
    onClick(".languages a", (link) => {
      if (link.hash) return;
      link.search = location.search;
      link.hash = location.hash;
    });
  };

  // Paper opens nothing: what is folded is open while it is printed, where the style cannot do it.
  const folds = () => {
    let opened = [];
    addEventListener("beforeprint", () => {
      opened = [...document.querySelectorAll("main details:not([open])")];
      opened.forEach((one) => (one.open = true));
    });
    addEventListener("afterprint", () => opened.forEach((one) => (one.open = false)));
  };

  for (const part of [scheme, menu, contents, links, languages, folds]) {
    try {
      part();
    } catch (error) {
      console.error(error);
    }
  }
})();
