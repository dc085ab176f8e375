// What is chosen, in one object, and the same in the address: #actor=..., #view=..., #form=...
const SETS = ["speaker", "outlet", "role", "form", "act"];
const VIEWS = ["speaks-of", "said", "named-together"];
const state = {
  view: VIEWS[0], selected: null, text: "", from: "", to: "", top: 0, all: false, hidden: new Set(),
  speaker: new Set(), outlet: new Set(), role: new Set(), form: new Set(), act: new Set(),
};
const listeners = [];

/** Change the state and tell every part of the page; `options.fit` zooms to what is left. */
function change(changes, options = {}) {
  Object.assign(state, changes);
  if (!options.fromAddress) writeAddress();
  for (const listener of listeners) listener(options);
}

const select = (key, options = {}) => change({ selected: key }, { selectOnly: true, ...options });
const nameOf = { speaker: (v) => slug(v), outlet: (v) => outlets.name[v], role: (v) => v, form: (v) => v, act: (v) => v };

const ENDS = { a: "actor", s: "statement", o: "at" };
const nameOfEnd = { a: (n) => slug(n), s: (n) => statementIds[n], o: (n) => outlets.name[n] };
const numberOfEnd = {
  a: (name) => actorBySlug.get(name.replace(/^actor\//, "")) ?? -1,
  s: (name) => statementIds.indexOf(name), o: (name) => outlets.name.indexOf(name),
};
/** The nodes of a selection: the node itself, or both ends of a line. */
const endsOf = (key) => (key ? key.split(">") : []);

/** The lines that a view has, by the kinds of their ends. */
const LINE_KINDS = { "speaks-of": ["aa"], "said": ["as", "so"], "named-together": ["aa"] };

/** What is selected, as parameters of the address: a node has one, a line one for each end. */
function selectionToAddress(key) {
  if (!key) return [];
  const ends = key.split(">").map((end) => [ENDS[end[0]], nameOfEnd[end[0]](+end.slice(1))]);
  return ends.length === 1 ? ends : ends.map(([kind, name]) => ["line", `${kind}/${name}`]);
}

function selectionFromAddress(given, view) {
  const find = (letter, name) => { const n = name === null ? -1 : numberOfEnd[letter](name); return n < 0 ? null : letter + n; };
  const ends = given.getAll("line").map((end) => {
    const letter = Object.keys(ENDS).find((l) => end.startsWith(`${ENDS[l]}/`));
    return letter ? find(letter, end.slice(ENDS[letter].length + 1)) : null;
  });
  if (ends.length === 2 && ends.every(Boolean) && LINE_KINDS[view].includes(ends[0][0] + ends[1][0])) return ends.join(">");
  return Object.keys(ENDS).map((letter) => find(letter, given.get(ENDS[letter]))).find(Boolean) || null;
}

function writeAddress() {
  const found = new URLSearchParams();
  for (const [name, value] of selectionToAddress(state.selected)) found.append(name, value);
  if (state.view !== VIEWS[0]) found.set("view", state.view);
  for (const name of SETS) for (const value of state[name]) found.append(name, nameOf[name](value));
  for (const name of ["text", "from", "to"]) if (state[name]) found.set(name, state[name]);
  for (const kind of state.hidden) found.append("without", kind);
  if (state.all) found.set("nodes", "all");
  else if (state.top) found.set("nodes", state.top);
  const hash = found.toString();
  try { history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search); }
  catch { location.hash = hash; }
}

function readAddress() {
  const given = new URLSearchParams(location.hash.slice(1));
  const day = (name) => (/^\d{4}-\d\d-\d\d$/.test(given.get(name) || "") ? given.get(name) : "");
  const numbers = (name, letter) => new Set(given.getAll(name).map(numberOfEnd[letter]).filter((n) => n >= 0));
  const known = (name, list) => new Set(given.getAll(name).filter((value) => list.includes(value)));
  const view = VIEWS.includes(given.get("view")) ? given.get("view") : VIEWS[0];
  const nodes = given.get("nodes") || "";
  change({
    view, selected: selectionFromAddress(given, view), speaker: numbers("speaker", "a"), outlet: numbers("outlet", "o"),
    role: known("role", actors.titles.flat()), form: known("form", quotations.forms),
    act: known("act", ["say", ...quotations.acts]), text: given.get("text") || "", from: day("from"), to: day("to"),
    hidden: known("without", Object.keys(styles)), top: /^\d{1,6}$/.test(nodes) ? Math.min(LIMIT, +nodes) : 0, all: nodes === "all" && hasWebgl(),
  }, { fromAddress: true, fit: true });
}

const clearAll = () => change({
  text: "", from: "", to: "", top: 0, hidden: new Set(), ...Object.fromEntries(SETS.map((s) => [s, new Set()])),
}, { fit: true });
