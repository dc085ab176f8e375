// The side panel: the quotations behind what is chosen, or an overview where nothing is.
const PAGE = 30;
let tab = "said";
let shown = PAGE;

const passes = (q) => model.passes.has(q);

function actorButton(a, label = actors.name[a]) {
  return make("button", { onclick: () => select(`a${a}`, { reveal: true }) }, label);
}

/** Mark the searched words in a text, as nodes. */
function withMarks(text) {
  const needle = state.text.trim().toLowerCase();
  if (!needle) return [text];
  const found = [], lower = text.toLowerCase();
  let at = 0;
  for (let hit = lower.indexOf(needle); hit >= 0 && lower.length === text.length; hit = lower.indexOf(needle, at)) {
    found.push(text.slice(at, hit), make("mark", {}, text.slice(hit, hit + needle.length)));
    at = hit + needle.length;
  }
  return [...found, text.slice(at)];
}

const articleLink = (article, name) => make("a", { title: articles.title[article],
  href: `articles/${encodeURIComponent(articles.id[article])}.html#${encodeURIComponent(name)}` }, `${cut(outlets.name[articles.outlet[article]], 34)} →`);

/** Who prints the same text: one quotation, however many papers carry it. */
function alsoIn(q) {
  const list = copies.get(q);
  if (!list) return null;
  const others = outletsOf(q).length - 1;
  return make("details", { class: "also" },
    make("summary", {}, `also in ${others ? count(others, "outlet") : count(list.length, "article")}`),
    make("ul", {}, ...list.slice(0, 60).map(([article, name]) => make("li", {}, articleLink(article, name)))),
    list.length > 60 ? make("p", { class: "lead" }, `and ${(list.length - 60).toLocaleString("en")} more`) : null);
}

function quotationCard(q, { speaker = true } = {}) {
  const article = quotations.article[q], a = quotations.speaker[q];
  const said = [form(q), act(q) !== "say" && act(q), quotations.flags[q] & 1 && "a thought", quotations.flags[q] & 2 && "negated"];
  const named = quotations.mentions[q];
  return make("article", { class: "card", "data-quotation": `${articles.id[article]}/${quotations.id[q]}` },
    make("p", { class: "meta" }, speaker ? (a >= 0 ? actorButton(a) : make("b", {}, "Nobody named")) : null,
      speaker && cue(q) ? make("span", {}, cut(cue(q), 40)) : null,
      make("time", { datetime: day(q) }, longDay(day(q)))),
    make("blockquote", { class: form(q) === "indirect" ? "indirect" : "direct" }, ...withMarks(quotations.text[q])),
    make("p", { class: "foot" }, ...said.filter(Boolean).map((s) => make("span", { class: "badge" }, s)),
      articleLink(article, quotations.id[q])),
    alsoIn(q),
    named.length ? make("p", { class: "names" }, "Names ", ...named.slice(0, 8).flatMap((m, i) => [i ? ", " : "", actorButton(m)]), named.length > 8 ? " …" : "") : null);
}

/** One card a statement: its clearest report, and under it how the others word it. */
function statementCard(list, options) {
  const best = [...list].sort((x, y) => (form(x) === "indirect") - (form(y) === "indirect"))[0];
  const card = quotationCard(best, options);
  const others = list.filter((q) => q !== best);
  if (others.length) {
    const places = outletsOfAll(list).size;
    card.append(make("details", { class: "reports" },
      make("summary", {}, `${count(others.length, "other report")}${places > 1 ? `, ${count(places, "outlet")} in all` : ""}`),
      ...others.map((q) => quotationCard(q, { speaker: false }))));
  }
  return card;
}

function cards(list, options) {
  const groups = new Map();
  for (const q of [...list].sort(byDay)) {
    const key = quotations.statement[q];
    groups.set(key, [...(groups.get(key) || []), q]);
  }
  const all = [...groups.values()];
  const box = make("div", { class: "cards" }, ...all.slice(0, shown).map((g) => statementCard(g, options)));
  if (all.length > shown) {
    box.append(make("button", { class: "more", onclick: () => { shown += PAGE; renderPanel(); } }, `Show ${Math.min(PAGE, all.length - shown)} more of ${all.length.toLocaleString("en")}`));
  }
  if (!all.length) box.append(make("p", { class: "lead" }, "No quotation passes the filters."));
  return box;
}

const backButton = () => make("button", { class: "back", onclick: () => select(null) }, icon("back"), "Overview");
const figures = (...pairs) => make("div", { class: "figures" }, ...pairs.map(([n, label]) => make("div", {}, make("b", {}, n.toLocaleString("en")), make("span", {}, label))));

function actorPanel(a) {
  const said = saidBy[a].filter(passes), named = spokenOf[a].filter(passes);
  if (!said.length && named.length) tab = "named";
  else if (said.length && !named.length) tab = "said";
  const list = tab === "said" ? said : named;
  const choose = (name) => () => { tab = name; shown = PAGE; renderPanel(); };
  const others = new Set(named.map((q) => quotations.speaker[q]).filter((s) => s >= 0));
  const known = actors.wikidata[a];
  return [backButton(),
    make("div", { class: "who" }, glyph(actors.type[a]), make("div", {}, make("h2", {}, actors.name[a]),
      make("p", {}, actors.roles[a].length ? actors.roles[a].slice(0, 3).join(" · ") : styles[actors.type[a]][0]),
      /^Q\d+$/.test(known || "") ? make("a", { class: "ext", href: `https://www.wikidata.org/wiki/${known}`, rel: "noreferrer noopener" }, `Wikidata ${known}`) : null,
      make("button", { class: "link only", onclick: () => change({ speaker: new Set([a]) }, { fit: true }), hidden: !said.length || state.speaker.has(a) }, "Filter by this speaker"))),
    figures([said.length, "quotations"], [named.length, "times named"], [others.size, `${others.size === 1 ? "speaker names" : "speakers name"} ${actors.type[a] === "person" ? "them" : "it"}`]),
    make("div", { class: "panel-tabs", role: "tablist" },
      make("button", { role: "tab", "aria-selected": String(tab === "said"), onclick: choose("said") }, `Said (${said.length})`),
      make("button", { role: "tab", "aria-selected": String(tab === "named"), onclick: choose("named") }, `Named by others (${named.length})`)),
    cards(list, { speaker: tab !== "said" })];
}

function edgePanel(key) {
  const [one, other] = key.split(">");
  const has = (q) => (n) => n[0] === "a" ? quotations.mentions[q].includes(+n.slice(1)) : n[0] === "s" ? quotations.statement[q] === +n.slice(1) : n[0] === "o" && outletsOf(q).includes(+n.slice(1));
  const by = (q, n) => n[0] === "a" && quotations.speaker[q] === +n.slice(1);
  const list = model.passing.filter((q) => state.view === "named-together" ? has(q)(one) && has(q)(other) : (by(q, one) || (one[0] !== "a" && has(q)(one))) && has(q)(other));
  const words = { "speaks-of": "names", "said": "", "named-together": "and" }[state.view];
  return [backButton(), make("div", { class: "who" }, make("div", {},
    make("h2", {}, cut(nameOfNode(one), 90)), make("p", {}, words || "to"), make("h2", {}, cut(nameOfNode(other), 90)),
    make("p", {}, count(list.length, "quotation")))), cards(list)];
}

function statementPanel(s) {
  const list = reports[s].filter(passes), a = quotations.speaker[reports[s][0]];
  return [backButton(), make("div", { class: "who" }, glyph("statement"), make("div", {}, make("h2", {}, a >= 0 ? actorButton(a) : "Nobody named"),
    make("p", {}, `One statement, ${count(list.length, "report")} in ${count(outletsOfAll(list).size, "outlet")}`))),
  make("div", { class: "cards" }, ...list.map((q) => quotationCard(q)))];
}

function outletPanel(o) {
  const list = model.passing.filter((q) => outletsOf(q).includes(o));
  const texts = new Set(list.flatMap((q) => [quotations.article[q], ...(copies.get(q) || []).map(([a]) => a)]).filter((a) => articles.outlet[a] === o));
  return [backButton(), make("div", { class: "who" }, glyph("outlet"), make("div", {}, make("h2", {}, outlets.name[o]), make("p", {}, outlets.given[o] ? "outlet" : "article, its outlet is not given"))),
    figures([texts.size, "articles"], [list.length, "quotations"], [new Set(list.map((q) => quotations.speaker[q])).size, "speakers"]), cards(list)];
}

function ranked(title, pairs) {
  const most = pairs.length ? pairs[0][1] : 1;
  return make("section", { class: "section" }, make("h3", {}, title), ...pairs.slice(0, 8).map(([a, n]) => {
    const bar = make("rect", { width: `${(100 * n) / most}%`, height: 3, rx: 1.5 });
    bar.style.fill = `var(--${actors.type[a]})`;
    return make("button", { class: "rank", onclick: () => select(`a${a}`, { reveal: true }) }, glyph(actors.type[a]),
      make("span", { class: "name" }, actors.name[a], actors.type[a] === "person" && actors.roles[a][0] ? make("small", {}, ` ${actors.roles[a][0]}`) : ""),
      make("b", {}, n.toLocaleString("en")), make("svg", { class: "spark", "aria-hidden": "true" }, bar));
  }));
}

function overview() {
  const said = new Map(), named = new Map();
  const add = (map, a) => map.set(a, (map.get(a) || 0) + 1);
  for (const q of model.passing) {
    if (quotations.speaker[q] >= 0) add(said, quotations.speaker[q]);
    for (const m of quotations.mentions[q]) add(named, m);
  }
  const order = (map) => [...map].sort((x, y) => y[1] - x[1] || x[0] - y[0]);
  const shared = [...new Set(model.passing.map((q) => quotations.statement[q]))]
    .filter((s) => outletsOfAll(reports[s].filter(passes)).size > 1).length;
  return [figures([model.passing.length, "quotations"], [said.size, "speakers"], [shared, "shared statements"]),
    ranked("Most quoted", order(said)), ranked("Most spoken of", order(named)),
    make("section", { class: "section" }, make("h3", {}, "Quotations, earliest first"), cards(model.passing))];
}

function panelFor(key) {
  if (!key) return overview();
  if (key.includes(">")) return edgePanel(key);
  const number = +key.slice(1);
  return { a: actorPanel, s: statementPanel, o: outletPanel }[key[0]](number);
}

function renderPanel() {
  const speakers = new Set(model.passing.map((q) => quotations.speaker[q]).filter((a) => a >= 0)).size;
  $("peek").textContent = state.selected && !state.selected.includes(">") ? cut(nameOfNode(state.selected), 40) : `${count(model.passing.length, "quotation")}, ${count(speakers, "speaker")}`;
  $("panel-body").replaceChildren(...panelFor(state.selected));
}

function announce() {
  const key = state.selected;
  if (!key || key.includes(">")) return;
  const node = model.nodes.get(key);
  $("live").textContent = [cut(nameOfNode(key), 160), styles[kindOf(key)]?.[0], node?.said && count(node.said, "quotation"), node?.named && `named ${count(node.named, "time")}`].filter(Boolean).join(", ");
}
