// Search with completion: actors, outlets and roles by name, statements by their words.
const searchBox = $("search");
const foundList = $("found");
let matches = [];
let active = -1;

function score(name, needle) {
  const text = fold(name);
  if (text === needle) return 4;
  if (text.startsWith(needle)) return 3;
  if (text.split(/[\s\-.,'’]+/).some((word) => word.startsWith(needle))) return 2;
  return text.includes(needle) ? 1 : 0;
}

function completions(typed) {
  const needle = fold(typed.trim());
  if (!needle) return [];
  const people = actors.name.map((name, a) => [Math.max(score(name, needle), ...actors.aliases[a].map((n) => 0.9 * score(n, needle))), saidBy[a].length + spokenOf[a].length, a])
    .filter(([s]) => s).sort((x, y) => y[0] - x[0] || y[1] - x[1] || x[2] - y[2]).slice(0, 8)
    .map(([, n, a]) => ({ kind: actors.type[a], label: actors.name[a], note: actors.roles[a][0] || count(n, "quotation"), go: () => reveal(`a${a}`) }));
  const places = outlets.name.map((name, o) => [score(name, needle), o]).filter(([s]) => s).sort((x, y) => y[0] - x[0]).slice(0, 3)
    .map(([, o]) => ({ kind: "outlet", label: outlets.name[o], note: outlets.given[o] ? "outlet" : "article", go: () => change({ outlet: new Set([o]) }, { fit: true }) }));
  let hits = 0;
  for (let q = 0; q < total; q++) hits += holdsText(q, needle);
  const words = { label: `Quotations with “${typed.trim()}”`, note: hits.toLocaleString("en"), go: () => change({ text: typed.trim(), selected: null }, { fit: true }) };
  return [...people, ...places, ...(hits ? [words] : [])];
}

function reveal(key) {
  const inView = model.nodes.has(key);
  const changes = inView ? {} : { view: "speaks-of" };
  change({ ...changes, selected: key }, { reveal: true });
}

function marked(label, typed) {
  const at = label.toLowerCase().indexOf(typed.trim().toLowerCase());
  if (at < 0) return [label];
  return [label.slice(0, at), make("mark", {}, label.slice(at, at + typed.trim().length)), label.slice(at + typed.trim().length)];
}

function renderFound() {
  const open = searchBox.value.trim() !== "" && document.activeElement === searchBox;
  matches = open ? completions(searchBox.value) : [];
  active = matches.length ? 0 : -1;
  foundList.hidden = !open;
  searchBox.setAttribute("aria-expanded", String(open));
  foundList.replaceChildren(...matches.map((m, i) => make("li", { role: "option", id: `found-${i}`, "aria-selected": String(i === 0), onpointerdown: (e) => { e.preventDefault(); take(i); } },
    m.kind ? glyph(m.kind) : icon("search"), make("span", { class: "what" }, ...marked(m.label, searchBox.value)), make("small", {}, cut(m.note, 30)))));
  if (open && !matches.length) foundList.append(make("li", { class: "none" }, "Nothing found"));
  point();
}

function point() {
  [...foundList.querySelectorAll("[role=option]")].forEach((li, i) => { li.setAttribute("aria-selected", String(i === active)); if (i === active) li.scrollIntoView({ block: "nearest" }); });
  if (active >= 0) searchBox.setAttribute("aria-activedescendant", `found-${active}`);
  else searchBox.removeAttribute("aria-activedescendant");
}

function take(i) {
  const match = matches[i];
  if (!match) return;
  searchBox.value = "";
  renderFound();
  searchBox.blur();
  match.go();
}

searchBox.addEventListener("input", renderFound);
searchBox.addEventListener("focus", renderFound);
searchBox.addEventListener("blur", () => { foundList.hidden = true; searchBox.setAttribute("aria-expanded", "false"); });
searchBox.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (matches.length) active = (active + (event.key === "ArrowDown" ? 1 : -1) + matches.length) % matches.length;
    point();
  } else if (event.key === "Enter") { event.preventDefault(); take(active); }
  else if (event.key === "Escape") { event.stopPropagation(); searchBox.value = ""; renderFound(); searchBox.blur(); canvas.focus(); }
});
