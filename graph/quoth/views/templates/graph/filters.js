// Filters: a list of boxes for each facet, with counts; the dates; the chips of what is in use.
const OUTLETS = outlets.given.every(Boolean) ? "Outlet" : outlets.given.some(Boolean) ? "Outlet or article" : "Article"; // those that stand for themselves
const FACETS = [
  ["form", "Form", (v) => v], ["act", "Speech act", (v) => v], ["outlet", OUTLETS, (v) => outlets.name[v]],
  ["role", "Role of the speaker", (v) => v], ["speaker", "Speaker", (v) => actors.name[v]],
];
const facetState = Object.fromEntries(FACETS.map(([name]) => [name, { all: false, find: "" }]));
const SHOWN = 6;

function toggle(name, value) {
  const values = new Set(state[name]);
  if (!values.delete(value)) values.add(value);
  change({ [name]: values }, { fit: true });
}

function facetValues(name) {
  const counts = model.facets[name];
  const values = new Set([...counts.keys(), ...state[name]]);
  return [...values].map((v) => [v, counts.get(v) || 0]).sort((x, y) => y[1] - x[1] || (x[0] < y[0] ? -1 : 1));
}

function facet([name, title, label]) {
  const own = facetState[name];
  const box = make("fieldset", { "data-facet": name }, make("legend", {}, title));
  const values = facetValues(name), wanted = fold(own.find);
  const fitting = values.filter(([v]) => state[name].has(v) || !wanted || fold(label(v)).includes(wanted));
  const many = values.length > 2 * SHOWN;
  if (many) {
    box.append(make("input", { class: "facet-find", type: "search", value: own.find, "aria-label": `Find in ${title}`, placeholder: `Find in ${values.length.toLocaleString("en")}`, id: `find-${name}`,
      oninput: (event) => { own.find = event.target.value; renderFacet(name, true); } }));
  }
  const most = own.all ? 60 : SHOWN;
  for (const [value, n] of fitting.slice(0, most)) {
    const input = make("input", { type: "checkbox", value: String(nameOf[name](value)), onchange: () => toggle(name, value) });
    input.checked = state[name].has(value);
    box.append(make("label", { class: n ? "option" : "option zero", title: label(value) }, input, make("span", {}, label(value)), make("b", {}, n.toLocaleString("en"))));
  }
  if (fitting.length > SHOWN) {
    box.append(make("button", { class: "link", onclick: () => { own.all = !own.all; renderFacet(name); } }, own.all ? "Show fewer" : `Show more (${(fitting.length - SHOWN).toLocaleString("en")})`));
  }
  return box;
}

function renderFacet(name, typing) {
  const old = document.querySelector(`[data-facet="${name}"]`);
  old.replaceWith(facet(FACETS.find((f) => f[0] === name)));
  if (typing) { const input = $(`find-${name}`); input.focus(); input.setSelectionRange(input.value.length, input.value.length); }
}

function dateFacet() {
  const [first, last] = span();
  const input = (name, label) => make("label", {}, label, make("input", { type: "date", id: `date-${name}`, value: state[name] || "", min: first, max: last,
    onchange: (event) => change({ [name]: event.target.value }, { fit: true }) }));
  return make("fieldset", { "data-facet": "date" }, make("legend", {}, "Date"), make("div", { class: "dates" }, input("from", "From"), input("to", "To")));
}

function renderFilters() {
  const active = document.activeElement;
  const where = active && $("facets").contains(active) ? [active.closest("fieldset").dataset.facet, active.value, active.id] : null;
  $("facets").replaceChildren(...FACETS.slice(0, 2).map(facet), dateFacet(), ...FACETS.slice(2).map(facet));
  if (!where) return;
  const again = where[2] ? $(where[2]) : [...document.querySelectorAll(`[data-facet="${where[0]}"] input`)].find((i) => i.value === where[1]);
  again?.focus();
}

function chip(kind, label, drop) {
  return make("button", { class: "chip", "aria-label": `Remove the filter ${kind} ${label}`, onclick: drop }, make("i", {}, kind), make("span", {}, label), icon("close"));
}

function renderChips() {
  const chips = [];
  if (state.text) chips.push(chip("words", `“${state.text}”`, () => change({ text: "" }, { fit: true })));
  if (state.from || state.to) chips.push(chip("date", state.from && state.to ? period(state.from, state.to) : state.from ? `from ${longDay(state.from)}` : `to ${longDay(state.to)}`, () => change({ from: "", to: "" }, { fit: true })));
  for (const [name, , label] of FACETS) for (const v of state[name]) chips.push(chip(name, label(v), () => toggle(name, v)));
  for (const kind of state.hidden) chips.push(chip("without", styles[kind][1], () => toggle("hidden", kind)));
  $("chips").replaceChildren(...chips);
  $("clear").hidden = !chips.length;
  $("filter-count").hidden = !chips.length;
  $("filter-count").textContent = chips.length;
  $("open-filters").setAttribute("aria-label", chips.length ? `Filters, ${chips.length} in use` : "Filters");
}

function renderLegend() {
  const kinds = Object.keys(styles).filter((k) => state.view === "said" || !["statement", "outlet"].includes(k))
    .filter((k) => ["statement", "outlet"].includes(k) || actors.type.includes(k));
  const line = (dash, text) => {
    const path = make("path", { d: "M-8 0H8" });
    path.style.stroke = `var(--${dash ? "indirect" : "direct"})`;
    path.style.strokeWidth = 2;
    if (dash) path.style.strokeDasharray = "4 3";
    return make("div", { class: "row" }, make("svg", { class: "glyph", viewBox: "-8 -8 16 16", "aria-hidden": "true" }, path), text);
  };
  $("legend").replaceChildren(
    ...kinds.map((k) => make("button", { "aria-pressed": String(!state.hidden.has(k)), title: `Show or hide ${styles[k][1]}`, "data-kind": k, onclick: () => toggle("hidden", k) }, glyph(k), styles[k][1])),
    line(false, "in own words"), line(true, "reported"),
    ...(state.view === "said" ? [make("div", { class: "row" }, make("i", { class: "several" }), "in several outlets")] : []));
}

function renderNotice() {
  const box = $("notice"), folded = model.folded, possible = typeof Sigma !== "undefined" && state.view !== "said";
  box.hidden = !folded && !drawsAll() && !model.dropped;
  if (box.hidden) return;
  const thinner = model.dropped ? `, ${count(model.dropped, "thin line")} left out` : "";
  if (!folded && !drawsAll()) {
    box.replaceChildren(make("b", {}, `All ${model.all.toLocaleString("en")} nodes are drawn${thinner}.`), " Click one to see all that it is tied to.");
    return;
  }
  if (!folded) {
    box.replaceChildren(make("b", {}, big ? `All ${model.all.toLocaleString("en")} nodes are drawn${thinner}.` : `Drawing all ${model.all.toLocaleString("en")} nodes…`), big ? " Click one to see whom it is tied to." : "",
      make("button", { class: "link", id: "group-again", onclick: () => showAll(false) }, "Draw the heaviest and groups"));
    return;
  }
  const more = Math.min(LIMIT, 2 * (state.top || TOP)), fits = model.all <= LIMIT;
  box.replaceChildren(make("b", {}, `${model.all.toLocaleString("en")} nodes match; the ${folded.kept.toLocaleString("en")} heaviest are drawn.`),
    ` The others are put together in ${count(folded.groups.length, "group")}${thinner}. Filter or search to see single ones.`,
    more < model.all && folded.kept < LIMIT - 1 ? make("button", { class: "link", id: "show-more", onclick: () => change({ top: more }, { fit: true, sameQuotations: true }) }, `Draw ${more}`) : "",
    fits ? make("button", { class: "link", id: "show-each", onclick: () => change({ top: LIMIT }, { fit: true, sameQuotations: true }) }, `Draw all ${model.all.toLocaleString("en")}`) : "",
    possible && !fits ? make("button", { class: "link", id: "show-all", onclick: () => showAll(true) }, "Draw all") : "");
}
