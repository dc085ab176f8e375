// What the page tells by number, and how elements are made: text is always text, never markup.
const { actors, outlets, articles, statements, statementIds, quotations, printed, also: copies } = read();
const { styles } = data;
const total = quotations.id.length;
const day = (q) => (quotations.day[q] < 0 ? "" : quotations.days[quotations.day[q]]);
const form = (q) => quotations.forms[quotations.form[q]];
const act = (q) => (quotations.act[q] < 0 ? "say" : quotations.acts[quotations.act[q]]);
const cue = (q) => (quotations.cue[q] < 0 ? "" : quotations.cues[quotations.cue[q]]);
/** "CSTO" for a long name whose initials it is, where the articles call it so. */
const initials = actors.name.map((name, a) => {
  const letters = name.split(/[\s-]+/).map((word) => word[0]).filter((c) => c && c !== c.toLowerCase()).join("");
  return name.length > 22 && letters.length > 2 && actors.aliases[a].includes(letters) ? letters : null;
});
const outletOf = (q) => articles.outlet[quotations.article[q]];
const alone = outlets.name.map((_, o) => [o]);
const several = new Map([...copies].map(([q, list]) => [q, [...new Set([outletOf(q), ...list.map(([a]) => articles.outlet[a])])]]));
/** All outlets that print a quotation. */
const outletsOf = (q) => several.get(q) || alone[outletOf(q)];
const slug = (a) => actors.id[a].replace(/^actor\//, "");
const actorBySlug = new Map(actors.id.map((id, a) => [id.replace(/^actor\//, ""), a]));
const reports = statements.map(() => []);
quotations.statement.forEach((s, q) => reports[s].push(q));
const order = quotations.days.map((d, i) => [d, i]).sort((a, b) => (a[0] < b[0] ? -1 : 1)).reduce((ranks, [, i], rank) => { ranks[i] = rank; return ranks; }, []);
const when = (q) => (quotations.day[q] < 0 ? Infinity : order[quotations.day[q]]);
/** Earliest first, those without a date last. */
const byDay = (a, b) => (when(a) < when(b) ? -1 : when(a) > when(b) ? 1 : a - b);
for (const list of reports) list.sort(byDay);
const saidBy = actors.id.map(() => []);
const spokenOf = actors.id.map(() => []);
quotations.speaker.forEach((a, q) => { if (a >= 0) saidBy[a].push(q); });
quotations.mentions.forEach((list, q) => { for (const a of list) spokenOf[a].push(q); });

const $ = (id) => document.getElementById(id);
const canvas = $("canvas");
const narrow = () => matchMedia("(max-width: 900px)").matches;
const SVG = "http://www.w3.org/2000/svg";

/** Make an element: properties that start with "on" listen, the others are attributes. */
function make(tag, properties, ...children) {
  const svg = ["svg", "path", "rect", "circle", "line", "text", "tspan", "g", "use", "polygon"].includes(tag);
  const node = svg ? document.createElementNS(SVG, tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(properties || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((c) => c !== null && c !== undefined && c !== false));
  return node;
}

const icon = (name) => make("svg", { class: "icon", "aria-hidden": "true" }, make("use", { href: `#i-${name}` }));
const count = (n, one, many = `${one}s`) => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function longDay(iso) {
  const [year, month, date] = iso.split("-").map(Number);
  return iso ? `${date} ${MONTHS[month - 1]} ${year}` : "no date";
}

function period(first, last) {
  if (!first) return "";
  if (first === last) return longDay(first);
  const start = longDay(first).split(" "), end = longDay(last).split(" ");
  if (start[2] === end[2]) start.pop();
  if (start.length === 2 && start[1] === end[1]) start.pop();
  return `${start.join(" ")} – ${end.join(" ")}`;
}

const cut = (text, length) => (text.length > length ? `${text.slice(0, length - 1).trimEnd()}…` : text);
const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

/** The shapes of the legend, the panel and the SVG: a path of about radius r around 0, 0. */
function outline(shape, r) {
  const ring = (n, turn, reach = r) => "M" + Array.from({ length: n }, (_, i) => {
    const angle = turn + (2 * Math.PI * i) / n;
    return `${(reach * Math.cos(angle)).toFixed(1)} ${(reach * Math.sin(angle)).toFixed(1)}`;
  }).join("L") + "Z";
  if (shape === "square") return `M${-r} ${-r}H${r}V${r}H${-r}Z`;
  if (shape === "triangle") return ring(3, -Math.PI / 2, r * 1.15);
  if (shape === "diamond") return ring(4, -Math.PI / 2, r * 1.1);
  if (shape === "hexagon") return ring(6, 0, r * 1.05);
  if (shape === "box") return `M${-r * 1.2} ${-r * 0.8}H${r * 1.2}V${r * 0.8}H${-r * 1.2}Z`;
  return `M${-r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
}

function glyph(kind) {
  const path = make("path", { d: outline(styles[kind][2], 6.5) });
  path.style.fill = kind === "unnamed" ? "none" : `var(--${kind})`;
  path.style.stroke = `var(--${kind})`;
  path.style.strokeWidth = 2;
  return make("svg", { class: "glyph", viewBox: "-8 -8 16 16", "aria-hidden": "true" }, path);
}
