// Shows the parts of one quotation together: the one in the address, or the one pointed at.
(() => {
  "use strict";
  const parts = [...document.querySelectorAll("[data-q]")];
  const owns = (part, id) => part.dataset.q.split(" ").includes(id);
  const show = (id, name) => { for (const part of parts) part.classList.toggle(name, Boolean(id) && owns(part, id)); };

  function chosen() {
    let id = "";
    try { id = decodeURIComponent(location.hash.slice(1)).replace(/^card-/, ""); } catch { /* not an address of ours */ }
    show(id, "on");
    return id;
  }

  function follow() {
    const id = chosen(), card = id && document.getElementById(`card-${id}`);
    const side = document.querySelector("aside");
    if (card && side.scrollHeight > side.clientHeight && !location.hash.startsWith("#card-")) {
      side.scrollTop = card.offsetTop - side.offsetTop - side.clientHeight / 3;
    }
  }

  for (const part of parts) {
    const id = part.dataset.q.split(" ")[0];
    part.addEventListener("pointerenter", () => show(id, "near"));
    part.addEventListener("pointerleave", () => show("", "near"));
    part.addEventListener("focusin", () => show(id, "near"));
    part.addEventListener("focusout", () => show("", "near"));
  }
  addEventListener("hashchange", follow);
  follow();
})();
