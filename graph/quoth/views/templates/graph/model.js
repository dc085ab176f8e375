// From the filters to the quotations that pass, and from these to the nodes and edges to draw.
const LIMIT = data.limit; // nodes that can be drawn one by one
const CALM = 200; // nodes that are drawn one by one unasked: more can't be read
const TOP = 150; // of more, the heaviest are
const LINES = 1500; // lines that are drawn; the thinner ones show when their node is chosen
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
  if (state.outlet.size && !outletsOf(q).some((o) => state.outlet.has(o))) bits |= BITS.outlet;
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
    if (!(bits & ~BITS.outlet)) for (const o of outletsOf(q)) add(facets.outlet, o);
    if (a >= 0 && !(bits & ~BITS.role)) for (const title of actors.titles[a]) add(facets.role, title);
    if (!(bits & ~BITS.form)) add(facets.form, form(q));
    if (!(bits & ~BITS.act)) add(facets.act, act(q));
  }
  model.facets = facets;
  model.passes = new Set(model.passing);
  build();
}

const placesMade = {};

/** The places of the view; a small network stands another way on a page that is higher than wide. */
function placesNow() {
  if (state.view === "said") return placesMade.said ??= inColumns();
  const web = placesMade[state.view] ??= webOf(state.view);
  const high = canvas.clientHeight > 1.1 * canvas.clientWidth && web.names.length <= BACKBONE;
  return placesMade[`${state.view} ${high}`] ??= new Map([...stood(web, high ? 1 / WIDE : WIDE)].map(([a, at]) => [`a${a}`, at]));
}

function kindOf(key) {
  return key[0] === "a" ? actors.type[+key.slice(1)] : { s: "statement", o: "outlet", c: "more" }[key[0]];
}

function nameOfNode(key) {
  const number = +key.slice(1);
  if (key[0] === "a") return actors.name[number];
  if (key[0] === "s") return statements[number];
  if (key[0] === "o") return outlets.name[number];
  return model.nodes.get(key)?.name || "more";
}

const shortName = (key) => (key[0] === "a" && initials[+key.slice(1)]) || nameOfNode(key);

// While counting, actors, statements and outlets have one running number each: quick to add up.
const FIRST = { a: 0, s: actors.id.length, o: actors.id.length + statements.length };
const COUNT = FIRST.o + outlets.name.length;
const numberOf = (key) => FIRST[key[0]] + +key.slice(1);
const keyOf = (n) => (n < FIRST.s ? `a${n}` : n < FIRST.o ? `s${n - FIRST.s}` : `o${n - FIRST.o}`);

/** All outlets that print one of the quotations. */
const outletsOfAll = (list) => new Set(list.flatMap(outletsOf));

/** Count the nodes and edges of the view over the quotations that pass. */
function build() {
  const said = new Uint32Array(COUNT), named = new Uint32Array(COUNT), own = new Map(), told = new Map();
  const shown = (a) => a >= 0 && !state.hidden.has(actors.type[a]);
  const add = (map, from, to) => { const key = from * COUNT + to; map.set(key, (map.get(key) || 0) + 1); };
  const statementsToo = !state.hidden.has("statement"), outletsToo = !state.hidden.has("outlet");
  const views = {
    "speaks-of"(q, lines) {
      const a = quotations.speaker[q];
      if (!shown(a)) return;
      said[a] += 1;
      for (const m of quotations.mentions[q]) if (shown(m)) { named[m] += 1; add(lines, a, m); }
    },
    "said"(q, lines) {
      const a = quotations.speaker[q], s = FIRST.s + quotations.statement[q];
      if (a >= 0 && !shown(a)) return;
      said[s] += statementsToo;
      if (a >= 0) { said[a] += 1; add(lines, a, s); }
      for (const o of outletsOf(q)) {
        if (state.outlet.size && !state.outlet.has(o)) continue;
        said[FIRST.o + o] += outletsToo;
        add(lines, s, FIRST.o + o);
      }
    },
    "named-together"(q, lines) {
      const together = quotations.mentions[q].filter(shown);
      if (together.length < 2) return;
      together.forEach((m, i) => { named[m] += 1; for (const other of together.slice(i + 1)) add(lines, m, other); });
    },
  };
  const count = views[state.view], indirect = quotations.forms.indexOf("indirect");
  for (const q of model.passing) count(q, quotations.form[q] === indirect ? told : own);
  model.counts = { said, named, own, told };
  finish();
}

/** From the counts to what is drawn; what is selected is always among it. */
function finish() {
  const { said, named } = model.counts;
  model.nodes = new Map();
  for (let n = 0; n < COUNT; n++) {
    if (said[n] || named[n]) { const key = keyOf(n); model.nodes.set(key, { key, n, kind: kindOf(key), said: said[n], named: named[n] }); }
  }
  model.all = model.nodes.size;
  const homes = new Int32Array(COUNT).fill(-1); // the number of the node, or of the group, that each stands in; -1 where none
  for (const node of model.nodes.values()) homes[node.n] = node.n;
  const many = model.all > Math.min(LIMIT, Math.max(CALM, 1.5 * state.top)) && !drawsAll();
  model.folded = many ? foldUp(homes) : null;
  join(homes, drawsAll() ? MOST_LINES : many ? 3 * (state.top || TOP) : LINES);
  model.few = [...model.nodes.values()].filter((n) => n.key[0] === "a" && n.said).length < 60;
  place();
}

/** Add up the lines between the homes of their ends; keep the heaviest, and those of what is selected. */
function join(homes, most) {
  const groups = model.folded?.groups || [], size = COUNT + groups.length;
  const index = new Map(), pairs = [], sums = { own: [], told: [] };
  for (const name of ["own", "told"]) {
    for (const [pair, n] of model.counts[name]) {
      const from = homes[Math.floor(pair / COUNT)], to = homes[pair % COUNT];
      if (from < 0 || to < 0 || from === to) continue;
      const line = from * size + to;
      let i = index.get(line);
      if (i === undefined) { index.set(line, i = pairs.length); pairs.push(line); sums.own.push(0); sums.told.push(0); }
      sums[name][i] += n;
    }
  }
  const [one, other] = endsOf(state.selected).map(numberOf);
  const ends = (i) => [Math.floor(pairs[i] / size), pairs[i] % size];
  const ofChosen = (i) => { const [from, to] = ends(i); return other === undefined ? from === one || to === one : from === one && to === other; };
  let kept = pairs.map((_, i) => i);
  if (pairs.length > most) {
    const near = kept.filter(ofChosen), held = new Set(near);
    kept.sort((x, y) => sums.own[y] + sums.told[y] - sums.own[x] - sums.told[x]);
    kept = [...near, ...kept.filter((i) => !held.has(i)).slice(0, Math.max(0, most - near.length))];
  }
  model.dropped = pairs.length - kept.length;
  const name = (n) => (n < COUNT ? keyOf(n) : groups[n - COUNT].key);
  model.edges = kept.map((i) => lineOf(...ends(i).map(name), sums.own[i], sums.told[i]));
}

const lineOf = (from, to, own, told) => ({ key: `${from}>${to}`, from, to, own, told });

/** All lines of one node, the thin ones too. */
function linesOf(key) {
  const n = numberOf(key), found = new Map();
  for (const name of ["own", "told"]) {
    for (const [pair, times] of model.counts[name]) {
      const from = Math.floor(pair / COUNT), to = pair % COUNT;
      if (from !== n && to !== n) continue;
      if (!found.has(pair)) found.set(pair, lineOf(keyOf(from), keyOf(to), 0, 0));
      found.get(pair)[name] += times;
    }
  }
  return [...found.values()].filter((line) => model.nodes.has(line.from) && model.nodes.has(line.to));
}

const weightOf = (node) => node.said + node.named;

/** Keep the heaviest nodes; put the others together, actors by whom they have most to do with, statements by speaker. */
function foldUp(homes) {
  const top = state.top || TOP;
  const order = [...model.nodes.values()].sort((x, y) => weightOf(y) - weightOf(x) || x.n - y.n);
  const kept = new Set(heaviest(order, top).map((n) => n.key));
  for (const end of endsOf(state.selected)) if (model.nodes.has(end)) kept.add(end);
  const groups = new Map(), near = nearest(kept);
  for (const node of order) {
    if (kept.has(node.key)) continue;
    const key = groupOf(node.key, kept, near);
    let group = groups.get(key);
    if (!group) groups.set(key, group = { key, n: COUNT + groups.size, kind: "more", said: 0, named: 0, members: [] });
    homes[node.n] = state.view === "said" ? group.n : -1; // between actors, the lines of groups would hide all others
    group.members.push(node.key);
    group.said += node.said;
    group.named += node.named;
  }
  for (const group of groups.values()) {
    const many = group.members.length.toLocaleString("en");
    const what = { "c-speakers": "more speakers", "c-outlets": "more outlets", "c-rest": "others", "c-statements": "more statements" }[group.key];
    group.name = group.key.startsWith("c-of") ? `${many} ${group.members.length > 1 ? "statements" : "statement"}` : `${many} ${what || `around ${cut(nameOfNode(`a${group.key.slice(1)}`), 20)}`}`;
  }
  model.nodes = new Map([...order.filter((n) => kept.has(n.key)), ...groups.values()].map((n) => [n.key, n]));
  return { kept: kept.size, groups: [...groups.values()] };
}

/** The heaviest nodes; among statements, speakers and outlets each kind has its share. */
function heaviest(order, top) {
  if (state.view !== "said") return order.slice(0, top);
  const of = (letter, share) => order.filter((n) => n.key[0] === letter).slice(0, Math.round(top * share));
  return [...of("a", 0.2), ...of("o", 0.2), ...of("s", 0.6).filter((n) => n.said > 1)];
}

const GROUPS = 12;

/** For each actor that is not drawn, the drawn one that it has most to do with: of these, those who have most such around them. */
function nearest(kept) {
  const pull = new Map(), best = new Map(), around = new Map(), inside = (n) => n < FIRST.s && kept.has(keyOf(n));
  for (const name of ["own", "told"]) {
    for (const [pair, times] of model.counts[name]) {
      const ends = [Math.floor(pair / COUNT), pair % COUNT], [from, to] = inside(ends[0]) ? ends : ends.reverse();
      if (!inside(from) || to >= FIRST.s || inside(to)) continue;
      pull.set(to * COUNT + from, (pull.get(to * COUNT + from) || 0) + times);
    }
  }
  for (const [pair, times] of pull) {
    const one = Math.floor(pair / COUNT), to = pair % COUNT, before = best.get(one);
    if (!before || times > before[1] || (times === before[1] && to < before[0])) best.set(one, [to, times]);
  }
  for (const [to] of best.values()) around.set(to, (around.get(to) || 0) + 1);
  const most = new Set([...around].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, GROUPS).map(([to]) => to));
  return new Map([...best].filter(([, [to]]) => most.has(to)).map(([one, [to]]) => [one, to]));
}

function groupOf(key, kept, near) {
  const number = +key.slice(1);
  if (key[0] === "a" && state.view === "said") return "c-speakers";
  if (key[0] === "a") return near.has(number) ? `c${near.get(number)}` : "c-rest";
  if (key[0] === "o") return "c-outlets";
  const speaker = quotations.speaker[reports[number][0]];
  return kept.has(`a${speaker}`) ? `c-of-${speaker}` : "c-statements";
}

/** Give every node its place; a group stands in the middle of its members. */
function place() {
  const known = placesNow();
  for (const node of model.nodes.values()) {
    const at = node.key === "c-speakers" ? [-1, 1e7] : node.key === "c-statements" ? [0, 1e7] : node.key === "c-outlets" ? [1, 1e7] : node.members ? middle(node.members.map((m) => known.get(m)).filter(Boolean)) : known.get(node.key);
    [node.x, node.y] = at || [0, 0];
  }
  if (state.view === "said") squeeze();
  else if (model.folded) pack();
}

const middle = (list) => (list.length ? [0, 1].map((i) => list.reduce((sum, p) => sum + p[i], 0) / list.length) : null);
