// Before anything is painted: that there are scripts, for which places are kept, and the colour
// scheme that the reader has chosen.
document.documentElement.classList.add("has-scripts");
try {
  const chosen = localStorage.getItem("planbook-scheme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.scheme = chosen;
} catch {}
