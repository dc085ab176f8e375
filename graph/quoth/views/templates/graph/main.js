// Putting the parts together: what happens on a change, the keys, the theme, the menus.
let before = null;

function render(options) {
  const chosen = before;
  before = state.selected;
  shown = PAGE;
  const filtered = !options.selectOnly && !options.sameQuotations;
  const redrawn = !options.selectOnly || (state.selected !== chosen && bringsMore());
  if (filtered) {
    refresh();
    renderTabs();
    renderFilters();
    renderChips();
    renderLegend();
    renderTimeline();
  } else if (redrawn) finish();
  if (redrawn) {
    renderNotice();
    draw(options.selectOnly ? {} : options);
    renderStatus();
    if (!$("table").hidden) renderTable();
  }
  if (chosen !== state.selected) {
    $("panel").scrollTop = 0;
    announce();
    if (state.selected && narrow() && !options.quiet) openSheet(true);
  }
  mark(chosen);
  renderPanel();
  if (!big && $("panel").classList.contains("open") && model.nodes.has(state.selected)) lift(state.selected);
  if (options.reveal && state.selected) focusOn(state.selected);
}

/** Say whether what is selected now brings lines or nodes that are not drawn yet. */
const bringsMore = () => (model.dropped > 0 && !drawsAll()) || (model.folded && !endsOf(state.selected).every((end) => model.nodes.has(end)));

const CAPTIONS = {
  "speaks-of": "An arrow runs from a speaker to whom they speak of. Click one to read the quotations.",
  "said": "Speakers, what they said, and who reports it. Click a statement to compare the reports.",
  "named-together": "A line joins those whom one and the same quotation names. Click it to read.",
};

function renderTabs() {
  $("caption").textContent = CAPTIONS[state.view];
  for (const view of VIEWS) {
    $(`tab-${view}`).setAttribute("aria-selected", String(view === state.view));
    $(`tab-${view}`).tabIndex = view === state.view ? 0 : -1;
  }
}

function renderStatus() {
  $("status").textContent = `${count(model.nodes.size, "node")}, ${count(model.edges.length, "link")}`;
}

/** The graph as a table: the same links, for readers who don't see the picture. */
function renderTable() {
  const head = { "speaks-of": ["Speaker", "Speaks of"], "said": ["From", "To"], "named-together": ["Named", "With"] }[state.view];
  const list = [...model.edges].sort((x, y) => y.own + y.told - x.own - x.told).slice(0, 500);
  const name = (key) => make("td", {}, make("button", { onclick: () => chooseNode(key) }, cut(nameOfNode(key), 120)));
  const left = model.edges.length - list.length + model.dropped;
  $("table").replaceChildren(make("table", {}, make("caption", { class: "unseen" }, $(`tab-${state.view}`).textContent),
    make("thead", {}, make("tr", {}, ...[...head, "Own words", "Reported", ""].map((h, i) => make("th", { scope: "col", class: i > 1 ? "n" : null }, h)))),
    make("tbody", {}, ...list.map((e) => make("tr", {}, name(e.from), name(e.to), make("td", { class: "n" }, String(e.own)), make("td", { class: "n" }, String(e.told)),
      make("td", { class: "n" }, make("button", { class: "link", onclick: () => select(e.key) }, "read")))))),
  left > 0 ? make("p", { class: "lead" }, `${count(left, "thinner link")} left out.`) : "");
}

function showTable(on) {
  $("table").hidden = !on;
  $("as-table").setAttribute("aria-pressed", String(on));
  if (on) { renderTable(); $("table").focus(); } else canvas.focus();
}

function openSheet(on) {
  $("panel").classList.toggle("open", on);
  $("sheet").setAttribute("aria-expanded", String(on));
}

/** Bring a node into what the open sheet leaves free. */
function lift(key) {
  const { x, y } = model.nodes.get(key), scale = network.getScale();
  network.moveTo({ position: { x: stacked() ? 0 : x, y: y + (0.3 * canvas.clientHeight) / scale } });
}

function openFilters(on) {
  $("filters").classList.toggle("open", on);
  $("open-filters").setAttribute("aria-expanded", String(on));
  if (on) $("close-filters").focus(); else $("open-filters").focus();
}

function openSave(on) {
  $("save").hidden = !on;
  $("open-save").setAttribute("aria-expanded", String(on));
  if (on) $("save-png").focus();
}

function setTheme(dark, keep) {
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  if (keep) try { localStorage.setItem("quoth-theme", dark ? "dark" : "light"); } catch { /* no storage here */ }
  if (network) { draw(); mark(null); }
}

function startTheme() {
  const system = matchMedia("(prefers-color-scheme: dark)");
  let kept = null;
  try { kept = localStorage.getItem("quoth-theme"); } catch { /* no storage here */ }
  setTheme(kept ? kept === "dark" : system.matches, false);
  system.addEventListener("change", (event) => setTheme(event.matches, false));
}

const setView = (view) => change({ view, selected: state.selected?.includes(">") ? null : state.selected, top: 0 }, { fit: true });

const KEYS = {
  "/": () => { searchBox.focus(); searchBox.select(); },
  "1": () => setView(VIEWS[0]), "2": () => setView(VIEWS[1]), "3": () => setView(VIEWS[2]),
  f: () => fit(), t: () => showTable($("table").hidden), "?": () => $("help").showModal(),
  "+": () => zoom(1.25), "=": () => zoom(1.25), "-": () => zoom(0.8),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || $("help").open) return;
  if (event.key === "Escape") { escape(); return; }
  if (event.target.closest("input, select, textarea")) { if (event.target.type !== "checkbox") return; }
  const act = KEYS[event.key];
  if (act) { event.preventDefault(); act(); }
});

function escape() {
  if (!$("save").hidden) { openSave(false); $("open-save").focus(); }
  else if ($("filters").classList.contains("open")) openFilters(false);
  else if (!$("table").hidden) showTable(false);
  else { openSheet(false); select(null); }
}

canvas.addEventListener("keydown", (event) => {
  const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  if (by) { event.preventDefault(); step(...by); }
  if (event.key === "Enter" && state.selected) { event.preventDefault(); if (narrow()) openSheet(true); $("panel").focus(); }
});
document.querySelector(".tabs").addEventListener("keydown", (event) => {
  const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (!by) return;
  setView(VIEWS[(VIEWS.indexOf(state.view) + by + VIEWS.length) % VIEWS.length]);
  $(`tab-${state.view}`).focus();
});
$("save").addEventListener("keydown", (event) => {
  const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (!by) return;
  const items = [...$("save").children];
  event.preventDefault();
  items[(items.indexOf(document.activeElement) + by + items.length) % items.length].focus();
});
document.addEventListener("pointerdown", (event) => { if (!event.target.closest(".menu")) openSave(false); });

for (const view of VIEWS) $(`tab-${view}`).addEventListener("click", () => setView(view));
for (const [id, act] of Object.entries({
  "zoom-in": () => zoom(1.25), "zoom-out": () => zoom(0.8), "fit": () => fit(), "clear": clearAll, "clear-too": clearAll,
  "as-table": () => showTable($("table").hidden), "theme": () => setTheme(document.documentElement.dataset.theme !== "dark", true),
  "open-help": () => $("help").showModal(), "close-help": () => $("help").close(), "all-time": () => change({ from: "", to: "" }, { fit: true }),
  "open-save": () => openSave($("save").hidden), "open-filters": () => openFilters(!$("filters").classList.contains("open")),
  "close-filters": () => openFilters(false), "sheet": () => openSheet(!$("panel").classList.contains("open")),
  "save-png": () => { openSave(false); savePng(); }, "save-svg": () => { openSave(false); saveSvg(); },
  "save-csv": () => { openSave(false); saveCsv(); }, "copy-link": () => { openSave(false); copyLink(); },
})) $(id).addEventListener("click", act);

function describe() {
  const [first, last] = span();
  const held = data.of ? `${total.toLocaleString("en")} of ${count(data.of, "quotation")}, those of the most heard` : count(total, "quotation");
  const parts = [count(articles.id.length, "article"), held, count(saidBy.filter((l) => l.length).length, "speaker"), period(first, last)];
  $("about").textContent = parts.filter(Boolean).join(" · ");
}

describe();
startTheme();
listeners.push(render);
addEventListener("hashchange", readAddress);
let turned = null;
addEventListener("resize", () => {
  if (placesNow() !== turned || state.view === "said") { turned = placesNow(); change({}, { fit: true, fromAddress: true }); } else renderTimeline();
});
readAddress();
turned = placesNow();
document.documentElement.dataset.ready = "yes";

// For scripts: where a node stands on the screen, and how it looks now.
window.quoth = {
  places: () => Object.fromEntries([...placesNow()].map(([key, at]) => [key[0] === "a" ? actors.id[+key.slice(1)] : key, at])),
  groups: () => Object.fromEntries((model.folded?.groups || []).map((group) => [group.name, group.members.map(nameOfNode)])),
  find: (name) => [...model.nodes.keys()].find((key) => nameOfNode(key) === name),
  at: (key) => { const box = canvas.getBoundingClientRect(), p = network.canvasToDOM(model.nodes.get(key)); return { x: box.left + p.x, y: box.top + p.y }; },
  spots: () => [...model.nodes.keys()].map((key) => window.quoth.at(key)),
  boxes: () => [...model.nodes.values()].filter((n) => isBox(n) && !n.members).map((n) => {
    const at = network.canvasToDOM(n), scale = network.getScale(), [width, height] = [boxWidth() * scale, boxHeight(n) * scale];
    return { lines: linesOfBox(n), left: at.x - width / 2, top: at.y - height / 2, width, height, across: canvas.clientWidth, widest: Math.max(...linesOfBox(n).map((l) => widthOf(ruler, l, `${BOX.size}px ${FONT}`))) };
  }),
  near: () => [...(big ? big.near || [] : near.nodes)].map(nameOfNode), lookAt: (key) => network.moveTo({ position: model.nodes.get(key), scale: 1 }), scale: () => network.getScale(), nodes: () => model.nodes.size, links: () => model.edges.length, all: () => (big ? big.graph.order : 0), quotations: () => model.passing.length,
};
