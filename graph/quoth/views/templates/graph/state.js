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

function keyToAddress(key) {
  const number = Number(key.slice(1).split(">")[0]);
  if (key[0] === "a") return ["actor", slug(number)];
  if (key[0] === "s") return ["statement", data.statement_ids[number]];
  if (key[0] === "o") return ["at", outlets.name[number]];
  return null;
}

function writeAddress() {
  const found = new URLSearchParams();
  const chosen = state.selected && !state.selected.includes(">") && keyToAddress(state.selected);
  if (chosen) found.set(...chosen);
  if (state.view !== VIEWS[0]) found.set("view", state.view);
  for (const name of SETS) for (const value of state[name]) found.append(name, nameOf[name](value));
  for (const name of ["text", "from", "to"]) if (state[name]) found.set(name, state[name]);
  const hash = found.toString();
  try { history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search); }
  catch { location.hash = hash; }
}

function readAddress() {
  const given = new URLSearchParams(location.hash.slice(1));
  const day = (name) => (/^\d{4}-\d\d-\d\d$/.test(given.get(name) || "") ? given.get(name) : "");
  const numbers = (name, find) => new Set(given.getAll(name).map(find).filter((n) => n >= 0));
  const known = (name, list) => new Set(given.getAll(name).filter((value) => list.includes(value)));
  const actor = (value) => actorBySlug.get(String(value || "").replace(/^actor\//, "")) ?? -1;
  const place = (list, value) => list.indexOf(value);
  let selected = null;
  if (actor(given.get("actor")) >= 0) selected = `a${actor(given.get("actor"))}`;
  else if (place(data.statement_ids, given.get("statement")) >= 0) selected = `s${place(data.statement_ids, given.get("statement"))}`;
  else if (place(outlets.name, given.get("at")) >= 0) selected = `o${place(outlets.name, given.get("at"))}`;
  change({
    view: VIEWS.includes(given.get("view")) ? given.get("view") : VIEWS[0], selected,
    speaker: numbers("speaker", actor), outlet: numbers("outlet", (v) => place(outlets.name, v)),
    role: known("role", actors.titles.flat()), form: known("form", quotations.forms),
    act: known("act", ["say", ...quotations.acts]), text: given.get("text") || "",
    from: day("from"), to: day("to"), top: 0,
  }, { fromAddress: true, fit: true });
}

const clearAll = () => change({
  text: "", from: "", to: "", top: 0, hidden: new Set(), ...Object.fromEntries(SETS.map((s) => [s, new Set()])),
}, { fit: true });
