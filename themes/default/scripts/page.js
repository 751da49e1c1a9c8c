// What pages do with a script: each part is an addition; one that fails leaves the others alone.
(() => {
  "use strict";

  const root = document.documentElement;
  const find = (selector) => document.querySelector(selector);
  const onClick = (selector, act) =>
    document.querySelectorAll(selector).forEach((one) => (one.onclick = () => act(one)));

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
      } catch {} // The choice lasts as long as the page.
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
    addEventListener("pageshow", show);
    button.replaceChildren(icon);
    show();
    button.hidden = false;
  };

  const center = (panel, one) => {
    const [outer, inner] = [panel, one].map((box) => box.getBoundingClientRect());
    panel.scrollTop += inner.top - outer.top - (outer.height - inner.height) / 2;
  };

  // The menu. While it is open on a phone nothing behind it can be reached or scrolled.
  const menu = () => {
    const [button, panel] = [find(".menu-button"), find("#menu")];
    if (!button || !panel) return;
    let behind = null;

    const tell = (isOpen) => button.setAttribute("aria-expanded", isOpen);
    const close = (event) => {
      if (!behind) return;
      event?.preventDefault();
      panel.classList.remove("is-open");
      behind.forEach((one) => (one.inert = false));
      behind = null;
      tell(false);
      button.focus({ preventScroll: true });
    };
    const open = (event) => {
      event.preventDefault();
      behind = [];
      for (let one = panel; one !== document.body; one = one.parentElement) {
        behind.push(...[...one.parentElement.children].filter((other) => other !== one));
      }
      behind.forEach((one) => (one.inert = true));
      panel.classList.add("is-open");
      tell(true);
      panel.querySelector("a")?.focus({ preventScroll: true });
    };

    const here = panel.querySelector("[aria-current]");
    if (here) center(panel, here);
    button.setAttribute("role", "button");
    button.setAttribute("aria-controls", "menu");
    tell(false);
    button.addEventListener("click", open);
    button.addEventListener("keydown", (event) => event.key === " " && open(event));
    panel.querySelector(".close")?.addEventListener("click", close);
    addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      if (!behind && panel.matches(":target")) location.hash = "top";
      else close(event);
    });
    addEventListener("pagehide", () => close());
    // On a wide window the menu stands beside the page.
    addEventListener("resize", () => button.offsetParent || close());
  };

  // The contents: open beside the text, and showing where the reader is.
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
      const topOf = ([, place]) => place.getBoundingClientRect().top;
      const above = pairs.filter((pair) => topOf(pair) < line);
      const named = above.find((pair) => pair[0].hash === location.hash && topOf(pair) >= 0);
      const [here] = named || above.at(-1) || [];
      if (here?.hasAttribute("aria-current")) return;
      pairs.forEach(([link]) => link.removeAttribute("aria-current"));
      here?.setAttribute("aria-current", "true");
      if (here) center(panel, here);
    };
    const watcher = new IntersectionObserver(mark, { rootMargin: "0px 0px -70% 0px" });
    pairs.forEach(([, place]) => watcher.observe(place));
    ["scrollend", "hashchange"].forEach((name) => addEventListener(name, mark));
  };

  // Links to copy: one at each heading, and one to the page.
  const links = () => {
    const button = find(".copy-link");
    if (!navigator.clipboard) return;
    const told = document.createElement("output");
    told.className = "told";
    document.body.append(told);
    let shown = 0;
    const tell = () => {
      told.textContent = button?.dataset.copied || "";
      clearTimeout(shown);
      shown = setTimeout(() => (told.textContent = ""), 2500);
    };
    const copy = (address) => navigator.clipboard.writeText(address).then(tell, () => {});
    onClick("a.anchor", (link) => copy(link.href));
    if (!button) return;
    button.addEventListener("click", () => copy(location.href.replace(/#.*/s, "")));
    button.hidden = false;
  };

  // The other language opens at the same place.
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

  // A table that fits its page has nothing to scroll, so the Tab key need not stop there.
  const tables = () => {
    const watcher = new ResizeObserver((seen) =>
      seen.forEach(({ target }) => (target.tabIndex = target.scrollWidth > target.clientWidth ? 0 : -1)));
    document.querySelectorAll(".scroll").forEach((one) => watcher.observe(one));
  };

  for (const part of [scheme, menu, contents, links, languages, folds, tables]) {
    try {
      part();
    } catch (error) {
      console.error(error);
    }
  }
})();
