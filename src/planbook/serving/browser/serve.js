// Keeps a page of `planbook serve` up to date. The server adds this script to each page that it
// sends; no file of the site has it.
(() => {
  "use strict";

  const script = document.currentScript;
  const { session, style } = script.dataset;
  const PLACE = "planbook-serve-place";
  const RELOADED = "planbook-serve-reloaded";
  const HIDDEN = "planbook-serve-hidden";
  const AGAIN_AFTER = 1000;

  let seen = Number(script.dataset.build);
  let source = null;
  let retry = 0;
  let words = {};
  let shown = null;

  // --- What is kept while a page is loaded anew -------------------------------------------------

  function store(key, value) {
    try {
      if (value === null) sessionStorage.removeItem(key);
      else sessionStorage.setItem(key, value);
    } catch {
      // A browser that keeps nothing goes without.
    }
  }

  function stored(key) {
    try {
      return sessionStorage.getItem(key);
    } catch {
      return null;
    }
  }

  // The way to an element: from the nearest one with an id, by position.
  function wayTo(element) {
    const steps = [];
    for (let one = element; one && one !== document.documentElement; one = one.parentElement) {
      if (one.id) return [one.id, steps.reverse()];
      if (!one.parentElement) return null;
      steps.push([...one.parentElement.children].indexOf(one));
    }
    return ["", steps.reverse()];
  }

  function follow(way) {
    if (!way) return null;
    const [id, steps] = way;
    let found = id ? document.getElementById(id) : document.documentElement;
    for (const step of steps) found = found && found.children[step];
    return found || null;
  }

  function rememberPlace() {
    const all = [...document.body.querySelectorAll("*")];
    const focused = document.activeElement;
    store(
      PLACE,
      JSON.stringify({
        address: location.pathname + location.search,
        window: [scrollX, scrollY],
        focus: focused && focused !== document.body ? wayTo(focused) : null,
        boxes: all
          .filter((one) => one.scrollTop || one.scrollLeft)
          .map((one) => [wayTo(one), one.scrollLeft, one.scrollTop]),
        details: all
          .filter((one) => one.localName === "details")
          .map((one) => [wayTo(one), one.open]),
        fields: all
          .filter((one) => /^(input|select|textarea)$/.test(one.localName))
          .filter((one) => !/^(password|file|hidden)$/.test(one.type))
          .map((one) => [wayTo(one), one.value, Boolean(one.checked)]),
      }),
    );
  }

  function returnToPlace() {
    const text = stored(PLACE);
    store(PLACE, null);
    const place = text && JSON.parse(text);
    if (!place || place.address !== location.pathname + location.search) return;
    const before = history.scrollRestoration;
    history.scrollRestoration = "manual";
    for (const [way, open] of place.details) {
      const found = follow(way);
      if (found && found.localName === "details") found.open = open;
    }
    for (const [way, value, checked] of place.fields) {
      const found = follow(way);
      if (!found || !("value" in found) || (found.value === value && Boolean(found.checked) === checked)) continue;
      found.value = value;
      if ("checked" in found) found.checked = checked;
      found.dispatchEvent(new Event("input", { bubbles: true }));
      found.dispatchEvent(new Event("change", { bubbles: true }));
    }
    const focused = follow(place.focus);
    if (focused && focused.focus) focused.focus({ preventScroll: true });
    let touched = false;
    for (const event of ["wheel", "touchmove", "keydown", "mousedown"]) {
      addEventListener(event, () => (touched = true), { once: true, passive: true });
    }
    const scroll = () => {
      if (touched) return;
      for (const [way, left, top] of place.boxes) {
        const found = follow(way);
        if (found) found.scrollTo({ left, top, behavior: "instant" });
      }
      scrollTo({ left: place.window[0], top: place.window[1], behavior: "instant" });
    };
    scroll();
    // Pictures may have moved everything, and a mark in the address the window.
    const last = () => {
      scroll();
      requestAnimationFrame(() => {
        scroll();
        history.scrollRestoration = before;
      });
    };
    if (document.readyState === "complete") last();
    else addEventListener("load", last, { once: true });
  }

  function reload(build, of) {
    // A page that comes out of some cache would ask for this again and again.
    const mark = `${of}:${build}:${location.pathname}`;
    if (stored(RELOADED) === mark) return;
    store(RELOADED, mark);
    rememberPlace();
    location.reload();
  }

  // --- Styles and other files -------------------------------------------------------------------

  function pathOf(address) {
    try {
      const url = new URL(address, location.href);
      return url.origin === location.origin ? decodeURIComponent(url.pathname.slice(1)) : null;
    } catch {
      return null;
    }
  }

  function restyle(links, build) {
    for (const link of links) {
      if (link.dataset.planbookOld) continue;
      link.dataset.planbookOld = "yes";
      const fresh = link.cloneNode();
      delete fresh.dataset.planbookOld;
      const address = new URL(link.href);
      address.searchParams.set("build", build);
      fresh.href = address.href;
      // Until the new style is there the old one stays: nothing flickers.
      fresh.addEventListener("load", () => link.remove());
      fresh.addEventListener("error", () => link.remove());
      link.after(fresh);
    }
  }

  // Returns whether the page has to be loaded anew for `files`, which changed.
  function useFiles(files, build) {
    const used = new Set(performance.getEntriesByType("resource").map((one) => pathOf(one.name)));
    for (const one of document.querySelectorAll("[src], [data]")) {
      used.add(pathOf(one.getAttribute("src") || one.getAttribute("data")));
    }
    const links = [...document.querySelectorAll('link[rel~="stylesheet"][href]')];
    const linked = new Set(links.map((link) => pathOf(link.href)));
    const styles = files.filter((path) => path.endsWith(".css"));
    if (files.some((path) => !path.endsWith(".css") && used.has(path))) return true;
    if (styles.some((path) => used.has(path) && !linked.has(path))) restyle(links, build);
    else restyle(links.filter((link) => styles.includes(pathOf(link.href))), build);
    return false;
  }

  // --- What is wrong ----------------------------------------------------------------------------

  function element(name, settings = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(settings)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  function makeOverlay() {
    const host = element("planbook-findings", { lang: document.documentElement.lang });
    const root = host.attachShadow({ mode: "open" });
    const status = element("p", { role: "status", class: "unseen" });
    const panel = element("section", { role: "dialog", "aria-labelledby": "title", hidden: "" });
    const opener = element("button", { type: "button", class: "opener", hidden: "" });
    root.append(element("link", { rel: "stylesheet", href: style }), status, panel, opener);
    document.documentElement.append(host);
    opener.addEventListener("click", () => show(true));
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.defaultPrevented && !panel.hidden) show(false);
    });
    return { host, root, status, panel, opener, told: null };
  }

  function show(open) {
    const { panel, opener, root, told } = shown;
    const held = root.activeElement;
    panel.hidden = !open;
    opener.hidden = open;
    store(HIDDEN, open ? null : told);
    if (held && open) panel.querySelector(".close").focus();
    if (held && !open) opener.focus();
  }

  function showFindings(news) {
    const told = JSON.stringify(news.findings);
    shown = shown || makeOverlay();
    const { panel, opener, status } = shown;
    if (shown.told === told) return;
    shown.told = told;
    const close = element("button", { type: "button", class: "close" }, words.close);
    close.addEventListener("click", () => show(false));
    const list = element("ol", { tabindex: "0" });
    for (const found of news.findings) {
      const item = element("li", {}, element("p", { class: "headline" }, found.headline));
      const below = [
        ...(found.frame ? [element("pre", { tabindex: "0" }, found.frame)] : []),
        ...found.said.map((line) => element("p", {}, line)),
      ];
      if (found.is_folded) {
        const full = element("p", { class: "headline" }, found.full);
        item.append(element("details", {}, element("summary", {}, words.private), full, ...below));
      } else {
        item.append(...below);
      }
      list.append(item);
    }
    const title = element("h2", { id: "title" }, words.title);
    panel.replaceChildren(
      element("header", {}, title, close),
      element("p", { class: "lead" }, news.lead),
      list,
      ...(news.more ? [element("p", { class: "more" }, news.more)] : []),
    );
    list.setAttribute("aria-labelledby", "title");
    opener.replaceChildren(`${words.open} (${news.findings.length})`);
    status.textContent = `${words.title}: ${news.findings.map((one) => one.headline).join("; ")}`;
    const open = stored(HIDDEN) !== told;
    panel.hidden = !open;
    opener.hidden = open;
  }

  function hideFindings() {
    store(HIDDEN, null);
    if (shown) shown.host.remove();
    shown = null;
  }

  function showLost() {
    if (!words.lost || document.querySelector("planbook-lost")) return;
    const host = element("planbook-lost", { lang: document.documentElement.lang });
    const root = host.attachShadow({ mode: "open" });
    root.append(
      element("link", { rel: "stylesheet", href: style }),
      element("p", { role: "status", class: "lost" }, words.lost),
    );
    document.documentElement.append(host);
  }

  function hideLost() {
    const host = document.querySelector("planbook-lost");
    if (host) host.remove();
  }

  // --- The connection ---------------------------------------------------------------------------

  function take(news) {
    hideLost();
    if (news.reload || (news.files.length && useFiles(news.files, news.build))) {
      reload(news.build, news.session);
      return;
    }
    seen = news.build;
    if (news.ok) hideFindings();
    else showFindings(news);
  }

  function connect() {
    disconnect();
    const asked = new URLSearchParams({
      page: location.pathname,
      language: document.documentElement.lang,
      build: seen,
      session,
    });
    source = new EventSource(`/.planbook-serve/events?${asked}`);
    source.addEventListener("words", (event) => {
      words = JSON.parse(event.data);
      hideLost();
    });
    source.addEventListener("build", (event) => take(JSON.parse(event.data)));
    source.addEventListener("end", () => {
      showLost();
      again();
    });
    source.addEventListener("error", again);
  }

  function again() {
    // By itself the browser would ask for what happened since the page was loaded, over and over.
    disconnect();
    retry = setTimeout(connect, AGAIN_AFTER);
  }

  function disconnect() {
    clearTimeout(retry);
    if (source) source.close();
    source = null;
  }

  // A browser has few connections to one server: pages that nobody sees do without.
  function attend() {
    if (document.visibilityState === "visible") connect();
    else disconnect();
  }

  document.addEventListener("visibilitychange", attend);
  addEventListener("pagehide", disconnect);
  addEventListener("pageshow", (event) => event.persisted && attend());
  returnToPlace();
  attend();
})();
