// Made of themes/default/scripts/scheme.js by `make styles`.
document.documentElement.classList.add("has-scripts");try{const chosen=localStorage.getItem("planbook-scheme");if(chosen==="light"||chosen==="dark")document.documentElement.dataset.scheme=chosen;}catch{}
