// The data of the page: what each article tells, put together to columns of numbers into lists of names.
const data = JSON.parse(document.getElementById("data").textContent);

/** The values met so far, each with its number; null has -1. */
class Table {
  numbers = new Map();

  number(value) {
    if (value === null) return -1;
    let found = this.numbers.get(value);
    if (found === undefined) this.numbers.set(value, found = this.numbers.size);
    return found;
  }

  get values() { return [...this.numbers.keys()]; }

  /** Number the values in their order; return the new number of each old one. */
  sort() {
    const sorted = this.values.sort(), to = new Map(sorted.map((value, n) => [value, n])), moved = this.values.map((value) => to.get(value));
    this.numbers = to;
    return moved;
  }
}

/** What copies of one text say again, by the quotation that says it first. */
class Told {
  before = new Map();
  mine = new Map();

  /** The number of the quotation that said it first, null where none did. */
  first(work, key, text) {
    const texts = work === null ? null : this.before.get(key);
    return texts ? texts.get(text) ?? texts.values().next().value : null;
  }

  note(key, text, q) {
    if (!this.mine.has(key)) this.mine.set(key, new Map([[text, q]]));
    else if (!this.mine.get(key).has(text)) this.mine.get(key).set(text, q);
  }

  /** An article is over: what it says counts for the next. */
  close() {
    for (const [key, texts] of this.mine) this.before.set(key, texts);
    this.mine.clear();
  }
}

/** Go through the articles, earliest first; what copies of a text say counts once. */
function read() {
  const who = new Table(), outlets = new Table(), said = new Table(), given = new Set(), told = new Told();
  const tables = { form: new Table(), act: new Table(), cue: new Table(), day: new Table() };
  const articles = { id: [], title: [], date: [], outlet: [] }, best = [], also = new Map(), printed = new Map();
  const columns = Object.fromEntries(["id", "article", "speaker", "statement", "form", "act", "cue", "day", "text", "mentions", "confidence", "flags"].map((name) => [name, []]));
  const lists = Object.values(columns);
  for (const [[id, title, date, outlet, isOutlet, work, names], rows] of data.articles) {
    const index = articles.id.length, place = outlets.number(outlet);
    const values = { id, title, date, outlet: place };
    for (const name of Object.keys(articles)) articles[name].push(values[name]);
    if (isOutlet) given.add(outlet);
    if (!printed.has(place)) printed.set(place, new Set());
    for (const [speaker, name, statement, form, act, cue, day, mentions, confidence, flags, text] of rows) {
      const key = work === null ? null : JSON.stringify([work, names[speaker] ?? null, statement ?? text]);
      const first = told.first(work, key, text), q = columns.id.length;
      const number = first === null ? said.number(statement ?? `article/${id}/${name}`) : columns.statement[first];
      const wording = [form !== "direct", text.length, text];
      if (!best[number] || isLess(wording, best[number])) best[number] = wording;
      printed.get(place).add(number);
      const people = [speaker, ...mentions].map((n) => (n < 0 ? -1 : who.number(names[n])));
      if (first !== null) {
        if (!also.has(first)) also.set(first, []);
        also.get(first).push([index, name]);
        continue;
      }
      if (key !== null) told.note(key, text, q);
      const when = tables.day.number(day ?? (date.length === 10 ? date : null)), others = [...new Set(people.slice(1))];
      const row = [name, index, people[0], number, tables.form.number(form), tables.act.number(act), tables.cue.number(cue), when, text, others, confidence, flags];
      for (let i = 0; i < row.length; i++) lists[i].push(row[i]);
    }
    told.close();
  }
  const moved = who.sort(), papers = outlets.sort();
  columns.speaker = columns.speaker.map((n) => (n < 0 ? n : moved[n]));
  columns.named = columns.mentions.map((list) => list.map((n) => moved[n]).sort((a, b) => a - b));
  columns.mentions = columns.named.map((list, q) => (list.includes(columns.speaker[q]) ? list.filter((n) => n !== columns.speaker[q]) : list));
  articles.outlet = articles.outlet.map((n) => papers[n]);
  return {
    actors: actorsOf(who.values), articles, also, statements: best.map(([, , text]) => text), statementIds: said.values.map((s) => s.slice(s.lastIndexOf("/") + 1)),
    outlets: { name: outlets.values, given: outlets.values.map((name) => given.has(name)) },
    quotations: { ...columns, ...Object.fromEntries(Object.entries(tables).map(([name, table]) => [`${name}s`, table.values])) },
    printed: new Map([...printed].map(([n, list]) => [papers[n], list])),
  };
}

/** Compare two lists as Python does tuples. */
function isLess(one, other) {
  const at = one.findIndex((value, i) => value !== other[i]);
  return at >= 0 && one[at] < other[at];
}

/** The actors with these ids; a role is said as a reader would: "President, Russia". */
function actorsOf(ids) {
  const known = new Map(data.actors.map((row) => [row[0], row]));
  const rows = ids.map((id) => known.get(id) || [id, id.slice(id.lastIndexOf("/") + 1), "unnamed", [], null, []]);
  return {
    id: ids, name: rows.map((row) => row[1]), type: rows.map((row) => (data.styles[row[2]] ? row[2] : "unnamed")),
    roles: rows.map((row) => row[3].map(([title, of]) => (known.has(of) ? `${title}, ${known.get(of)[1]}` : title))),
    titles: rows.map((row) => [...new Set(row[3].map(([title]) => title))].sort()), wikidata: rows.map((row) => row[4]), aliases: rows.map((row) => row[5]),
  };
}
