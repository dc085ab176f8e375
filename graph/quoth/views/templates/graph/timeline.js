// The timeline: bars of quotations, and a brush over them that filters by date.
const DAY = 86400000;
const toTime = (iso) => Date.parse(`${iso}T00:00:00Z`);
const toDay = (time) => new Date(time).toISOString().slice(0, 10);
const allDays = [...new Set(quotations.days)].sort();
const span = () => [allDays[0] || "", allDays[allDays.length - 1] || ""];
const bars = $("bars");
let bins = [];

/** Cut the time from the first to the last quotation into days, weeks, months or years. */
function cutBins() {
  const [first, last] = span();
  if (!first) return [];
  const days = (toTime(last) - toTime(first)) / DAY + 1;
  const unit = days <= 70 ? "day" : days <= 500 ? "week" : days <= 3000 ? "month" : "year";
  const starts = [];
  let date = new Date(toTime(first));
  if (unit === "month" || unit === "year") date.setUTCDate(1);
  if (unit === "year") date.setUTCMonth(0);
  const pad = unit === "day" ? Math.max(0, Math.floor((14 - days) / 2)) : 0;
  date = new Date(date.getTime() - pad * DAY);
  for (const end = toTime(last) + pad * DAY; date.getTime() <= end;) {
    starts.push(date.getTime());
    if (unit === "month") date.setUTCMonth(date.getUTCMonth() + 1);
    else if (unit === "year") date.setUTCFullYear(date.getUTCFullYear() + 1);
    else date = new Date(date.getTime() + (unit === "day" ? 1 : 7) * DAY);
  }
  const end = date.getTime();
  return starts.map((start, i) => ({ start, end: (starts[i + 1] ?? end) - DAY, unit }));
}

function countBins() {
  for (const bin of bins) bin.own = bin.told = 0;
  const of = new Map();
  for (const q of model.undated) {
    const when = day(q);
    if (!when) continue;
    if (!of.has(when)) of.set(when, binAt(toTime(when)));
    of.get(when)[form(q) === "indirect" ? "told" : "own"] += 1;
  }
}

function binAt(time) {
  let low = 0, high = bins.length - 1;
  while (low < high) { const mid = (low + high + 1) >> 1; if (bins[mid].start <= time) low = mid; else high = mid - 1; }
  return bins[low];
}

function binLabel(bin) {
  const [year, month, date] = toDay(bin.start).split("-");
  if (bin.unit === "year") return year;
  return bin.unit === "month" ? `${MONTHS[month - 1]} ${year}` : `${+date} ${MONTHS[month - 1]}`;
}

function renderTimeline() {
  bins = bins.length ? bins : cutBins();
  $("timeline").hidden = !bins.length;
  if (!bins.length) return;
  countBins();
  const width = bars.clientWidth || 600, height = bars.clientHeight - 18;
  const most = Math.max(1, ...bins.map((b) => b.own + b.told)), each = width / bins.length;
  const [from, to] = range();
  const svg = make("svg", { viewBox: `0 0 ${width} ${height + 18}`, "aria-hidden": "true" }, make("line", { class: "base", x1: 0, x2: width, y1: height + 0.5, y2: height + 0.5 }));
  const labels = Math.max(1, Math.ceil((bins[0].unit === "month" ? 70 : 52) / each));
  bins.forEach((bin, i) => {
    const inside = i >= from && i <= to ? "" : " out";
    const bar = Math.max(1, Math.min(38, each - (each > 4 ? 2 : 0.5))), x = i * each + (each - bar) / 2;
    const own = (bin.own / most) * (height - 4), told = (bin.told / most) * (height - 4);
    if (bin.own) svg.append(make("rect", { class: `direct${inside}`, x, y: height - own, width: bar, height: own, rx: Math.min(2, bar / 3) }));
    if (bin.told) svg.append(make("rect", { class: `indirect${inside}`, x, y: height - own - told, width: bar, height: told - (bin.own ? 1 : 0), rx: Math.min(2, bar / 3) }));
    if (i % labels === 0 && (i + 0.5) * each < width - 22 && (i + 0.5) * each > 18) svg.append(make("text", { x: (i + 0.5) * each, y: height + 14, "text-anchor": "middle" }, binLabel(bin)));
  });
  const chosen = Boolean(state.from || state.to);
  if (chosen) svg.append(make("rect", { class: "brush", x: from * each, y: 0, width: Math.max(2, (to - from + 1) * each), height, rx: 4 }));
  bars.replaceChildren(svg, handle("from", from, from * each), handle("to", to, (to + 1) * each));
  const [first, last] = span();
  $("timeline-title").textContent = `${count(model.passing.length, "quotation")}, ${chosen ? period(state.from || first, state.to || last) : period(first, last)}`;
  $("all-time").hidden = !chosen;
}

/** The first and last bin of the chosen dates. */
function range() {
  const from = state.from ? bins.findIndex((b) => b.end >= toTime(state.from)) : 0;
  let to = bins.length - 1;
  if (state.to) while (to > 0 && bins[to].start > toTime(state.to)) to--;
  return [from < 0 ? bins.length - 1 : from, Math.max(to, 0)];
}

function chooseBins(one, other, options = {}) {
  const low = Math.max(0, Math.min(one, other)), high = Math.min(bins.length - 1, Math.max(one, other));
  const whole = low === 0 && high === bins.length - 1;
  change({ from: whole ? "" : toDay(bins[low].start), to: whole ? "" : toDay(bins[high].end) }, { fit: true, ...options });
}

function handle(name, index, x) {
  const node = make("div", { class: "handle", role: "slider", tabindex: "0", "data-end": name, "aria-label": name === "from" ? "First day shown" : "Last day shown",
    "aria-valuemin": 0, "aria-valuemax": bins.length - 1, "aria-valuenow": index, "aria-valuetext": longDay(toDay(name === "from" ? bins[index].start : bins[index].end)) });
  node.style.left = `${x}px`;
  node.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageUp: 7, PageDown: -7, Home: -1e6, End: 1e6 }[event.key];
    if (!by) return;
    event.preventDefault();
    event.stopPropagation();
    const [from, to] = range(), clamp = (n, low, high) => Math.max(low, Math.min(high, n));
    if (name === "from") chooseBins(clamp(from + by, 0, to), to);
    else chooseBins(from, clamp(to + by, from, bins.length - 1));
    document.querySelector(`.handle[data-end=${name}]`).focus();
  });
  return node;
}

const binUnder = (event) => {
  const box = bars.getBoundingClientRect();
  return Math.max(0, Math.min(bins.length - 1, Math.floor(((event.clientX - box.left) / box.width) * bins.length)));
};
let brushing = null;
bars.addEventListener("pointerdown", (event) => {
  if (!bins.length || event.button) return;
  const end = event.target.closest(".handle")?.dataset.end, [from, to] = range();
  brushing = { start: end === "from" ? to : end === "to" ? from : binUnder(event), moved: false, hadRange: Boolean(state.from || state.to), end };
  bars.setPointerCapture(event.pointerId);
});
bars.addEventListener("pointermove", (event) => {
  if (!brushing) return;
  const at = binUnder(event);
  if (at === brushing.last) return;
  if (brushing.last !== undefined || at !== brushing.start || brushing.end) { brushing.moved = true; chooseBins(brushing.start, at, { fit: false }); }
  brushing.last = at;
});
bars.addEventListener("pointerup", (event) => {
  if (!brushing) return;
  const { start, moved, end } = brushing;
  brushing = null;
  if (moved) fit();
  else if (!end) chooseBins(start, binUnder(event));
});
