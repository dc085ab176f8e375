// The query editor: Yasgui without what would ask other hosts.
(() => {
  "use strict";
  const data = JSON.parse(document.getElementById("data").textContent);
  const first = data.examples.find((one) => one.name === "who-said-what") || data.examples[0];
  Yasgui.Yasqe.defaults.autocompleters = [];
  Yasgui.Yasqe.defaults.value = first.text;
  const yasgui = new Yasgui(document.getElementById("yasgui"), {
    persistenceId: null, copyEndpointOnNewTab: true,
    requestConfig: { endpoint: "/sparql", method: "POST" },
    endpointCatalogueOptions: { getData: () => [{ endpoint: "/sparql" }] },
    yasqe: { value: first.text, persistenceId: null, createShareableLink: null },
    yasr: { prefixes: data.prefixes, persistenceId: null },
  });
  document.getElementById("example").addEventListener("change", (event) => {
    const chosen = data.examples.find((one) => one.name === event.target.value);
    if (chosen) yasgui.getTab().getYasqe().setValue(chosen.text);
  });
  window.yasgui = yasgui;
})();
