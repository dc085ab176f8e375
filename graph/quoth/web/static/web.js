// "/" goes to the search, wherever one is.
(() => {
  "use strict";
  document.addEventListener("keydown", (event) => {
    const field = event.target.closest && event.target.closest("input, textarea, select, [contenteditable], .CodeMirror");
    if (event.key !== "/" || field || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    document.querySelector("main input[type=search], .find input").focus();
  });
})();
