// From the filters to the quotations that pass, and from these to the nodes and edges to draw.
const LIMIT = data.limit;
const TOP = 250;
const BITS = { speaker: 1, outlet: 2, role: 4, form: 8, act: 16, date: 32, text: 64 };
const folded = [];

function holdsText(q, needle) {
  folded[q] ??= fold(quotations.text[q]);
  return folded[q].includes(needle);
}

/** Say which filters a quotation fails, as bits: 0 passes all, one bit passes all but one. */
function failed(q, needle) {
  const a = quotations.speaker[q];
  let bits = 0;
  if (state.speaker.size && !state.speaker.has(a)) bits |= BITS.speaker;
  if (state.outlet.size && !state.outlet.has(outletOf(q))) bits |= BITS.outlet;
  if (state.role.size && !(a >= 0 && actors.titles[a].some((t) => state.role.has(t)))) bits |= BITS.role;
  if (state.form.size && !state.form.has(form(q))) bits |= BITS.form;
  if (state.act.size && !state.act.has(act(q))) bits |= BITS.act;
  const when = day(q);
  if ((state.from && !(when >= state.from)) || (state.to && !(when && when <= state.to))) bits |= BITS.date;
  if (needle && !holdsText(q, needle)) bits |= BITS.text;
  return bits;
}

const model = { passing: [], facets: {}, undated: [], nodes: new Map(), edges: [], folded: null };

/** Apply the filters; each facet counts what passes all filters but its own. */
function refresh() {
  const facets = { speaker: new Map(), outlet: new Map(), role: new Map(), form: new Map(), act: new Map() };
  const needle = fold(state.text.trim());
  const add = (map, value) => map.set(value, (map.get(value) || 0) + 1);
  model.passing = [];
  model.undated = [];
  for (let q = 0; q < total; q++) {
    const bits = failed(q, needle), a = quotations.speaker[q];
    if (!bits) model.passing.push(q);
    if (!(bits & ~BITS.date)) model.undated.push(q);
    if (a >= 0 && !(bits & ~BITS.speaker)) add(facets.speaker, a);
    if (!(bits & ~BITS.outlet)) add(facets.outlet, outletOf(q));
    if (a >= 0 && !(bits & ~BITS.role)) for (const title of actors.titles[a]) add(facets.role, title);
    if (!(bits & ~BITS.form)) add(facets.form, form(q));
    if (!(bits & ~BITS.act)) add(facets.act, act(q));
  }
  model.facets = facets;
  model.passes = new Set(model.passing);
  build();
}

const placesOf = (lists) => {
  const found = new Map();
  for (const [letter, flat] of lists) {
    for (let i = 0; i < flat.length; i += 3) found.set(letter + flat[i], [flat[i + 1], flat[i + 2]]);
  }
  return found;
};
const wide = Object.fromEntries(VIEWS.map((v) => [v, placesOf(["a", "s", "o"].map((l) => [l, data.places[v][l]]))]));
const tall = Object.fromEntries(VIEWS.map((v) => [v, placesOf([["a", data.places[v].tall]])]));

/** The places of the view: those for a high page where the page is high and there are such. */
function placesNow() {
  const high = canvas.clientHeight > 1.1 * canvas.clientWidth;
  return high && tall[state.view].size ? tall[state.view] : wide[state.view];
}

function kindOf(key) {
  return key[0] === "a" ? actors.type[+key.slice(1)] : { s: "statement", o: "outlet", c: "more" }[key[0]];
}

function nameOfNode(key) {
  const number = +key.slice(1);
  if (key[0] === "a") return actors.name[number];
  if (key[0] === "s") return statements[number] || quotations.text[reports[number][0]];
  if (key[0] === "o") return outlets.name[number];
  return model.nodes.get(key)?.name || "more";
}

/** Count the nodes and edges of the view over the quotations that pass. */
function build() {
  const nodes = new Map(), edges = new Map();
  const node = (key) => {
    if (!nodes.has(key)) nodes.set(key, { key, kind: kindOf(key), said: 0, named: 0 });
    return nodes.get(key);
  };
  const edge = (one, other, q) => {
    const key = `${one}>${other}`;
    if (!edges.has(key)) edges.set(key, { key, from: one, to: other, own: 0, told: 0 });
    edges.get(key)[form(q) === "indirect" ? "told" : "own"] += 1;
  };
  const shown = (a) => a >= 0 && !state.hidden.has(actors.type[a]);
  const views = {
    "speaks-of"(q, a, named) {
      if (!shown(a)) return;
      node(`a${a}`).said += 1;
      for (const m of named) { node(`a${m}`).named += 1; edge(`a${a}`, `a${m}`, q); }
    },
    "said"(q, a) {
      const s = `s${quotations.statement[q]}`, o = `o${outletOf(q)}`;
      if (!shown(a) && a >= 0) return;
      if (!state.hidden.has("statement")) node(s).said += 1;
      if (!state.hidden.has("outlet")) node(o).said += 1;
      if (a >= 0) { node(`a${a}`).said += 1; edge(`a${a}`, s, q); }
      edge(s, o, q);
    },
    "named-together"(q, a, named) {
      if (named.length < 2) return;
      named.forEach((m, i) => {
        node(`a${m}`).named += 1;
        for (const other of named.slice(i + 1)) edge(`a${m}`, `a${other}`, q);
      });
    },
  };
  for (const q of model.passing) {
    views[state.view](q, quotations.speaker[q], quotations.mentions[q].filter(shown));
  }
  model.nodes = nodes;
  model.edges = [...edges.values()].filter((e) => nodes.has(e.from) && nodes.has(e.to));
  model.all = nodes.size;
  model.folded = nodes.size > LIMIT && !drawsAll() ? foldUp() : null;
  place();
}

const weightOf = (node) => node.said + node.named;

/** Keep the heaviest nodes; put the others together, actors by community, statements by speaker. */
function foldUp() {
  const top = state.top || TOP;
  const order = [...model.nodes.values()].sort((x, y) => weightOf(y) - weightOf(x) || (x.key < y.key ? -1 : 1));
  const kept = new Set(heaviest(order, top).map((n) => n.key));
  if (state.selected) kept.add(state.selected);
  const home = new Map(), groups = new Map();
  for (const node of order) {
    if (kept.has(node.key)) { home.set(node.key, node.key); continue; }
    const key = groupOf(node.key, kept);
    home.set(node.key, key);
    if (!groups.has(key)) groups.set(key, { key, kind: "more", said: 0, named: 0, members: [] });
    const group = groups.get(key);
    group.members.push(node.key);
    group.said += node.said;
    group.named += node.named;
  }
  for (const group of groups.values()) {
    const many = group.members.length.toLocaleString("en");
    const what = { "c-speakers": "more speakers", "c-outlets": "more outlets", "c-rest": "others", "c-statements": "more statements" }[group.key];
    group.name = group.key.startsWith("c-of") ? `${many} ${group.members.length > 1 ? "statements" : "statement"}` : `${many} ${what || `around ${cut(nameOfNode(group.members[0]), 20)}`}`;
  }
  const edges = new Map();
  for (const e of model.edges) {
    const from = home.get(e.from), to = home.get(e.to), key = `${from}>${to}`;
    if (from === to) continue;
    if (!edges.has(key)) edges.set(key, { key, from, to, own: 0, told: 0 });
    edges.get(key).own += e.own;
    edges.get(key).told += e.told;
  }
  const heavy = [...edges.values()].sort((x, y) => y.own + y.told - x.own - x.told);
  model.nodes = new Map([...order.filter((n) => kept.has(n.key)), ...groups.values()].map((n) => [n.key, n]));
  model.edges = heavy.slice(0, 4 * top);
  return { kept: kept.size, groups: groups.size, dropped: heavy.length - model.edges.length };
}

/** The heaviest nodes; among statements, speakers and outlets each kind has its share. */
function heaviest(order, top) {
  if (state.view !== "said") return order.slice(0, top);
  const of = (letter, share) => order.filter((n) => n.key[0] === letter).slice(0, Math.round(top * share));
  return [...of("a", 0.2), ...of("o", 0.2), ...of("s", 0.6).filter((n) => n.said > 1)];
}

const GROUPS = 12;
function groupOf(key, kept) {
  const number = +key.slice(1);
  if (key[0] === "a" && state.view === "said") return "c-speakers";
  if (key[0] === "a") return data.communities[number] >= 0 && data.communities[number] < GROUPS ? `c${data.communities[number]}` : "c-rest";
  if (key[0] === "o") return "c-outlets";
  const speaker = quotations.speaker[reports[number][0]];
  return kept.has(`a${speaker}`) ? `c-of-${speaker}` : "c-statements";
}

const columnWidth = () => (narrow() ? 250 : 430);

/** Give every node its place; a group stands in the middle of its members. */
function place() {
  const known = placesNow();
  for (const node of model.nodes.values()) {
    const at = node.key === "c-speakers" ? [-1, 1e7] : node.key === "c-statements" ? [0, 1e7] : node.key === "c-outlets" ? [1, 1e7] : node.members ? middle(node.members.map((m) => known.get(m)).filter(Boolean)) : known.get(node.key);
    [node.x, node.y] = at || [0, 0];
  }
  if (state.view === "said") squeeze();
  else if (model.folded) ring();
}

/** Groups stand around the single nodes, each on the side where its members are. */
function ring() {
  const all = [...model.nodes.values()], single = all.filter((n) => !n.members);
  const reach = [0, 1].map((i) => single.map((n) => Math.abs(i ? n.y : n.x)).sort((a, b) => a - b)[Math.floor(single.length * 0.98)] || 300);
  const groups = all.filter((n) => n.members).map((n) => [Math.atan2(n.y, n.x), n]).sort((a, b) => a[0] - b[0]);
  groups.forEach(([, node], i) => {
    const angle = -Math.PI + (2 * Math.PI * (i + 0.5)) / groups.length;
    node.x = Math.cos(angle) * (1.2 * reach[0] + 120);
    node.y = Math.sin(angle) * (1.2 * reach[1] + 120);
  });
}

const middle = (list) => (list.length ? [0, 1].map((i) => list.reduce((sum, p) => sum + p[i], 0) / list.length) : null);

/** Close the gaps that filtered statements leave in the columns; the order stays. */
function squeeze() {
  const rows = [...model.nodes.values()].filter((n) => n.x === 0).sort((a, b) => a.y - b.y);
  const stops = [];
  let y = 0;
  rows.forEach((node, i) => {
    if (i) y += Math.min(82, Math.max(42, node.y - rows[i - 1].y));
    stops.push([node.y, y]);
  });
  const at = (value) => {
    const i = stops.findIndex(([old]) => old >= value);
    if (i < 0) return stops.length ? stops[stops.length - 1][1] : value;
    if (i === 0) return stops[0][1];
    const [a, b] = [stops[i - 1], stops[i]];
    return a[1] + ((value - a[0]) / (b[0] - a[0] || 1)) * (b[1] - a[1]);
  };
  const moved = [...model.nodes.values()].map((node) => [node, at(node.y)]);
  for (const [node, to] of moved) node.y = to;
  const side = columnWidth(), [first, end] = stops.length ? [stops[0][1], stops[stops.length - 1][1]] : [0, 0];
  const outletNodes = moved.map(([n]) => n).filter((n) => n.x > 0).sort((a, b) => a.y - b.y);
  const step = Math.max(80, model.folded ? 0 : (end - first) / (outletNodes.length || 1));
  outletNodes.forEach((node, i) => { node.x = side; node.y = first + i * step + (model.folded ? 0 : step / 2); });
  let last = -Infinity;
  for (const node of moved.map(([n]) => n).filter((n) => n.x < 0).sort((a, b) => a.y - b.y)) {
    last = node.y = Math.max(node.y, last + 80);
    node.x = -side;
  }
}
