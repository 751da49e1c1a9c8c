// Opens the search: by the link in the bar, with "/" or with Ctrl-K. Only then the rest is loaded.
// Where that fails the link leads to everything by its first letter, as it does without a script.
(() => {
  "use strict";

  const link = document.querySelector("a.search-link");
  if (!link || !window.HTMLDialogElement) return;
  const folder = document.currentScript.src.replace(/[^/]*$/, "");
  let loaded = null;

  const load = (name) =>
    new Promise((done, fail) => {
      const script = document.createElement("script");
      script.src = folder + name;
      script.async = false; // in their order
      script.onload = done;
      script.onerror = fail;
      document.head.append(script);
    });

  const open = async () => {
    try {
      loaded = loaded || Promise.all([load("searchable-map.js"), load("search.js")]);
      await loaded;
      await window.planbookSearch.open(link);
    } catch {
      location.href = link.href;
    }
  };

  const isWriting = (target) =>
    target.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName);

  link.addEventListener("click", (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open();
  });
  link.setAttribute("aria-keyshortcuts", "/ Control+K");
  const key = document.createElement("kbd");
  key.ariaHidden = "true";
  key.textContent = "/";
  link.append(key);

  document.addEventListener("keydown", (event) => {
    const isLetter = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    const isSlash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.isComposing || event.defaultPrevented) return;
    if ((isLetter && event.key.toLowerCase() === "k") || (isSlash && !isWriting(event.target))) {
      event.preventDefault();
      open();
    }
  });
})();
