// The query editor: Yasgui without what would ask other hosts.
(() => {
  "use strict";
  const data = JSON.parse(document.getElementById("data").textContent);
  const first = data.examples.find((one) => one.name === "who-said-what") || data.examples[0];
  // the table's own way to sort and filter parses what articles say as markup, to clean it
  const escaped = (text) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const table = Yasgui.Yasr.plugins.table.prototype;
  const columns = table.getColumns;
  table.getColumns = function () {
    return columns.call(this).map((column, at) => ({ ...column, render: (cell, kind, ...rest) =>
      at && cell && kind !== "display" && kind !== "type" ? escaped(cell.value)
        : column.render(cell, kind, ...rest) }));
  };
  // of a shared address the query alone counts: it must not lead to another address or say more
  const shared = new URLSearchParams(location.hash.slice(1)).get("query");
  if (location.hash) history.replaceState(null, "", location.pathname);
  const text = shared || first.text;
  Yasgui.Yasqe.defaults.autocompleters = [];
  Yasgui.Yasqe.defaults.value = text;
  const yasgui = new Yasgui(document.getElementById("yasgui"), {
    persistenceId: null, copyEndpointOnNewTab: true, populateFromUrl: false,
    requestConfig: { endpoint: "/sparql", method: "POST" },
    endpointCatalogueOptions: { getData: () => [{ endpoint: "/sparql" }] },
    yasqe: { value: text, persistenceId: null, createShareableLink: null },
    yasr: { prefixes: data.prefixes, persistenceId: null },
  });
  document.getElementById("example").addEventListener("change", (event) => {
    const chosen = data.examples.find((one) => one.name === event.target.value);
    if (chosen) yasgui.getTab().getYasqe().setValue(chosen.text);
  });
  // names for those who hear the page, wherever the editor makes a field
  const fields = { ".CodeMirror textarea": "Query in SPARQL", "select.tableSizer": "Rows on a page",
    ".tableFilter": "Filter the rows" };
  const name = () => {
    for (const [where, label] of Object.entries(fields))
      for (const field of document.querySelectorAll(`${where}:not([aria-label])`))
        field.setAttribute("aria-label", label);
    for (const area of document.querySelectorAll(".CodeMirror-scroll[tabindex='-1']"))
      area.tabIndex = 0;
  };
  new MutationObserver(name).observe(yasgui.rootEl, { childList: true, subtree: true });
  name();
  // Tab must lead out of the editor: who has no mouse would be caught in it
  const leave = (yasqe) => yasqe.setOption(
    "extraKeys", { ...yasqe.getOption("extraKeys"), "Tab": false, "Shift-Tab": false });
  leave(yasgui.getTab().getYasqe());
  yasgui.on("tabSelect", () => setTimeout(() => leave(yasgui.getTab().getYasqe())));
  window.yasgui = yasgui;
})();
