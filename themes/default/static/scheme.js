// The colour scheme that the reader has chosen, before anything is painted.
try {
  const chosen = localStorage.getItem("planbook-scheme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.scheme = chosen;
} catch {}
