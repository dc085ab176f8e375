// The graph itself, drawn by vis-network at the places that were computed beforehand.
let network = null;
let nodeSet = null;
let edgeSet = null;
let focus = null; // the node that the mouse is over
let near = { nodes: new Set(), lines: new Set() };
const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
const radius = (node) => Math.min(state.view === "said" ? 15 : 40, 7 + 5 * Math.sqrt(weightOf(node)));
const fontSize = (node) => (node.members ? 11.5 : 11.5 + Math.min(3, radius(node) / 12));
const isBox = (node) => node.kind === "statement" || node.key.startsWith("c-of");
const isSpeaker = (node) => model.few && node.key[0] === "a" && node.said > 0; // written bold, where that tells something
const labelOf = (node) => (isBox(node) ? linesOfBox(node).join("\n") : cut(shortName(node.key), state.view === "said" ? (stacked() ? 36 : inColumn()) : 30));
const fontOf = (node, size) => `${isSpeaker(node) ? "600 " : ""}${size}px ${FONT}`;
let tones = {};

/** Read the colours of the theme once a drawing, not once a node. */
function mixTones() {
  const names = ["ink", "paper", "raised", "soft", "faint", "muted", "line", "accent", "direct", "indirect", ...Object.keys(styles)];
  tones = Object.fromEntries(names.map((name) => [name, color(name)]));
}

function nodeLook(node) {
  const chosen = node.key === state.selected;
  if (node.members && isBox(node)) return { id: node.key, x: node.x, y: node.y, shape: "box", size: 18, ...groupLook(node) };
  if (isBox(node)) return { id: node.key, x: node.x, y: node.y, shape: "custom", size: 18, ctxRenderer: (given) => drawBox(node, given) };
  const fill = node.members ? tones.soft : node.kind === "unnamed" ? tones.paper : tones[node.kind];
  const border = chosen ? tones.ink : node.members ? tones.faint : node.kind === "unnamed" ? tones.unnamed : tones.paper;
  return {
    id: node.key, x: node.x, y: node.y, size: node.members ? Math.min(60, 14 + 1.2 * Math.sqrt(node.members.length)) : radius(node),
    shape: node.members ? "hexagon" : styles[node.kind][2], borderWidth: chosen ? 3.5 : 1.5, borderWidthSelected: chosen ? 3.5 : 1.5,
    color: { background: fill, border, highlight: { background: fill, border: tones.ink }, hover: { background: fill, border: tones.ink } },
  };
}

/** A group of statements. */
function groupLook(node) {
  const { background, border } = boxTones(node);
  return {
    label: labelOf(node), margin: { top: 7, bottom: 7, left: 10, right: 10 }, borderWidth: 1, borderWidthSelected: 1,
    font: { color: tones.muted, size: BOX.size, face: FONT }, shapeProperties: { borderRadius: 6 },
    color: { background, border, highlight: { background, border: tones.accent }, hover: { background, border: tones.accent } },
  };
}

/** One line a form: what was said in own words is solid, what the article words is dashed. */
function edgeLooks(edge) {
  const found = [], both = edge.own && edge.told, many = model.edges.length;
  const faint = Math.max(0.3, Math.min(1, 20 / Math.sqrt(many + 1)));
  for (const [kind, weight] of [["own", edge.own], ["told", edge.told]]) {
    if (!weight) continue;
    const bend = both && kind === "told", loose = model.folded && state.view === "said";
    found.push({
      id: `${edge.key}|${kind}`, from: edge.from, to: edge.to, dashes: kind === "told" ? [7, 6] : false,
      width: Math.min(loose ? 1.4 : state.view === "said" ? 3.5 : 10, 1.2 + (state.view === "said" ? 0.35 : 1.3) * Math.log2(weight)), selectionWidth: 1, hoverWidth: 1,
      color: { color: tones[kind === "own" ? "direct" : "indirect"], highlight: tones.accent, hover: tones.accent, opacity: (loose ? 0.35 : 0.75) * faint },
      arrows: state.view === "speaks-of" && many < 1200 && !loose ? { to: { enabled: true, scaleFactor: 0.55 } } : undefined,
      smooth: state.view === "said"
        ? { enabled: true, type: "cubicBezier", forceDirection: "horizontal", roundness: bend ? 0.42 : 0.5 }
        : { enabled: true, type: "curvedCW", roundness: bend ? 0.26 : 0.12 },
    });
  }
  return found;
}

function draw(options = {}) {
  mixTones();
  if (drawsAll()) { if (!network) start(); drawAll(); return; }
  leaveAll();
  const nodes = [...model.nodes.values()].sort((a, b) => weightOf(a) - weightOf(b));
  nodeSet = new vis.DataSet(nodes.map(nodeLook));
  edgeSet = new vis.DataSet(stacked() ? [] : model.edges.flatMap(edgeLooks));
  focus = null;
  model.order = [...nodes].reverse();
  $("nothing").hidden = nodes.length > 0 || total === 0;
  if (!network) start();
  else {
    const view = { position: network.getViewPosition(), scale: network.getScale() };
    network.setOptions({ interaction: { hideEdgesOnDrag: nodes.length > 600 } });
    network.setData({ nodes: nodeSet, edges: edgeSet });
    if (!options.fit) network.moveTo(view);
  }
  if (options.fit) { fit(false); if (state.view === "said") { readable(); toRow(state.selected); } }
  canvas.setAttribute("aria-label", `${$(`tab-${state.view}`).textContent}: ${count(nodes.length, "node")}, ${count(model.edges.length, "link")}`);
}

function start() {
  nodeSet ||= new vis.DataSet([]);
  edgeSet ||= new vis.DataSet([]);
  model.order ||= [];
  network = new vis.Network(canvas, { nodes: nodeSet, edges: edgeSet }, {
    physics: false, layout: { improvedLayout: false }, autoResize: true,
    interaction: { hover: true, keyboard: false, hoverConnectedEdges: false, multiselect: false, tooltipDelay: 1e9, selectConnectedEdges: false, hideEdgesOnDrag: nodeSet.length > 600, zoomSpeed: 0.7 },
    nodes: { shapeProperties: { interpolation: false }, scaling: { label: { enabled: true, drawThreshold: 6 } } }, edges: { chosen: true },
  });
  network.on("click", ({ nodes, edges }) => {
    if (nodes.length) chooseNode(nodes[0]);
    else select(edges.length ? edges[0].split("|")[0] : null);
  });
  network.on("doubleClick", ({ nodes }) => { if (nodes.length && nodes[0][0] === "a") focusOn(nodes[0]); });
  network.on("hoverNode", ({ node, pointer }) => { focus = node; tip(nodeTip(node), pointer.DOM); network.redraw(); });
  network.on("blurNode", () => { focus = null; tip(null); network.redraw(); });
  network.on("beforeDrawing", (pen) => { if (stacked()) drawTracks(pen); });
  network.on("afterDrawing", (pen) => { fade(pen); drawLabels(pen); });
  network.on("hoverEdge", ({ edge, pointer }) => tip(edgeTip(edge.split("|")[0]), pointer.DOM));
  network.on("blurEdge", () => tip(null));
  network.on("dragStart", () => { tip(null); canvas.style.cursor = "grabbing"; });
  network.on("dragEnd", () => { canvas.style.cursor = ""; });
  network.on("zoom", () => tip(null));
}

/** Columns are read like a page: the wheel scrolls them, and zooms with Ctrl as everywhere. */
canvas.addEventListener("wheel", (event) => {
  if (state.view !== "said" || big || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  event.stopPropagation();
  tip(null);
  const scale = network.getScale(), { x, y } = network.getViewPosition(), high = canvas.clientHeight / scale / 2;
  const nodes = [...model.nodes.values()], end = nodes.reduce((most, n) => Math.max(most, n.y + (isBox(n) ? boxHeight(n) / 2 : nodeRadius(n))), -Infinity);
  const [first, last] = [topOf(nodes) - 20 + high, end + 40 - high];
  network.moveTo({ position: { x, y: Math.max(Math.min(first, last), Math.min(Math.max(first, last), y + event.deltaY / scale)) } });
}, { capture: true, passive: false });

function chooseNode(key) {
  if (key[0] === "c") { change({ top: Math.min(LIMIT, 2 * (state.top || TOP)) }, { sameQuotations: true }); return; }
  select(key);
}

function nodeTip(key) {
  const node = model.nodes.get(key), number = +key.slice(1);
  if (!node) return null;
  if (node.members) return [count(node.members.length, "more node"), "Click to show more of them"];
  if (key[0] === "s") return [cut(nameOfNode(key), 220), `${count(reports[number].length, "report")}`];
  if (key[0] === "o") return [outlets.name[number], count(node.said, "quotation")];
  const facts = [styles[node.kind][0], actors.roles[number][0]].filter(Boolean).join(" · ");
  return [actors.name[number], [facts, [node.said && `quoted ${node.said} ×`, node.named && `named ${node.named} ×`].filter(Boolean).join(", ")].filter(Boolean).join("\n")];
}

function edgeTip(key) {
  const edge = model.edges.find((e) => e.key === key);
  if (!edge) return null;
  const [one, other] = [nameOfNode(edge.from), nameOfNode(edge.to)].map((n) => cut(n, 60));
  const forms = [edge.own && `${edge.own} in own words`, edge.told && `${edge.told} reported`].filter(Boolean).join(", ");
  return [`${one} ${state.view === "named-together" ? "and" : "→"} ${other}`, forms];
}

function tip(lines, at) {
  const box = $("tip");
  box.hidden = !lines;
  if (!lines) return;
  box.replaceChildren(make("b", {}, lines[0]), ...lines[1].split("\n").map((l) => make("div", {}, l)));
  const field = canvas.getBoundingClientRect();
  box.style.left = `${Math.max(6, Math.min(at.x + 14, field.width - box.offsetWidth - 6))}px`;
  box.style.top = `${at.y + 18 + box.offsetHeight > field.height ? at.y - box.offsetHeight - 12 : at.y + 18}px`;
}

/** Lay a veil over all but a node and its neighbours: the one pointed at, else the chosen one. */
function fade(pen) {
  const key = focus || (model.nodes.has(state.selected) ? state.selected : null);
  near = { nodes: new Set(), lines: new Set() };
  if (!key) return;
  near.nodes.add(key);
  for (const edge of model.edges) {
    if (edge.from !== key && edge.to !== key) continue;
    near.nodes.add(edge.from).add(edge.to);
    for (const kind of ["own", "told"]) if (edge[kind]) near.lines.add(`${edge.key}|${kind}`);
    near.lines.add(edge.key);
  }
  const low = network.DOMtoCanvas({ x: 0, y: 0 }), high = network.DOMtoCanvas({ x: canvas.clientWidth, y: canvas.clientHeight });
  pen.save();
  pen.globalAlpha = focus ? 0.82 : 0.6;
  pen.fillStyle = tones.paper;
  pen.fillRect(low.x, low.y, high.x - low.x, high.y - low.y);
  pen.restore();
  const { nodes, edges } = network.body; // while the data change, some may not be there yet
  if (stacked()) drawTracks(pen, near.lines);
  for (const id of near.lines) if (edges[id]) { edges[id].draw(pen); edges[id].drawArrows(pen); }
  for (const id of near.nodes) nodes[id]?.draw(pen);
}

const widths = new Map();
function widthOf(pen, text, font) {
  const key = font + text;
  if (!widths.has(key)) { pen.font = font; widths.set(key, pen.measureText(text).width); }
  return widths.get(key);
}
const FONT = getComputedStyle(document.body).fontFamily;

/** What is taken on the screen, in cells of 64 pixels, so that asking is quick. */
function occupancy() {
  const cells = new Map();
  const each = (box, act) => {
    for (let x = Math.floor(box[0] / 64); x <= Math.floor(box[2] / 64); x++) {
      for (let y = Math.floor(box[1] / 64); y <= Math.floor(box[3] / 64); y++) if (act(`${x},${y}`)) return true;
    }
    return false;
  };
  return {
    add: (box) => each(box, (cell) => { if (!cells.has(cell)) cells.set(cell, []); cells.get(cell).push(box); }),
    hits: (box, but) => each(box, (cell) => (cells.get(cell) || []).some((t) => t !== but && t[0] < box[2] && t[2] > box[0] && t[1] < box[3] && t[3] > box[1])),
  };
}

const CELL = 9;
/** The cells of the screen that lines run through, so that names can keep away from them. */
function strokes() {
  const cells = new Set();
  if (model.edges.length > 500) return () => 0;
  for (const edge of model.edges) {
    const from = network.canvasToDOM(model.nodes.get(edge.from)), to = network.canvasToDOM(model.nodes.get(edge.to));
    const dx = to.x - from.x, dy = to.y - from.y, steps = Math.min(400, Math.ceil(Math.hypot(dx, dy) / CELL));
    for (const bend of [edge.own && 0.12, edge.told && (edge.own ? 0.26 : 0.12)]) {
      if (!bend) continue;
      const x = (from.x + to.x) / 2 + dy * bend, y = (from.y + to.y) / 2 - dx * bend; // where the curve is drawn to
      for (let i = 0; i <= steps; i++) {
        const t = i / steps, u = 1 - t;
        cells.add(`${Math.floor((u * u * from.x + 2 * u * t * x + t * t * to.x) / CELL)},${Math.floor((u * u * from.y + 2 * u * t * y + t * t * to.y) / CELL)}`);
      }
    }
  }
  return (box) => {
    let hits = 0;
    for (let x = Math.floor(box[0] / CELL); x <= Math.floor(box[2] / CELL); x++) {
      for (let y = Math.floor(box[1] / CELL); y <= Math.floor(box[3] / CELL); y++) hits += cells.has(`${x},${y}`);
    }
    return hits;
  };
}

/** Write the names at one size on the screen, the heaviest first, where they cover least. */
function drawLabels(pen) {
  const scale = network.getScale(), veiled = near.nodes.size > 0, marks = occupancy(), names = occupancy();
  const order = veiled ? [...model.order].sort((a, b) => near.nodes.has(b.key) - near.nodes.has(a.key)) : model.order;
  const spots = order.filter((n) => !isBox(n) && !(focus && !near.nodes.has(n.key))).map((node) => ({ node, at: network.canvasToDOM(node), r: nodeRadius(node) * scale }))
    .filter(({ at, r }) => at.x > -r && at.y > -r && at.x < canvas.clientWidth + r && at.y < canvas.clientHeight + r);
  const dense = spots.length > 120; // where all is full, a name may cover lighter nodes
  const crossed = state.view === "said" ? () => 0 : strokes();
  for (const spot of spots) { const { at, r } = spot; spot.box = [at.x - r, at.y - r, at.x + r, at.y + r]; if (!dense) marks.add(spot.box); }
  let written = 0;
  pen.textAlign = "center";
  pen.textBaseline = "top";
  pen.lineJoin = "round";
  spots.forEach(({ node, at, r, box: own }, rank) => {
    if (written > (dense ? 60 : 160)) return;
    if (dense) marks.add(own);
    const size = fontSize(node), text = labelOf(node), font = fontOf(node, size), half = widthOf(pen, text, font) / 2 + 2, dim = veiled && !near.nodes.has(node.key);
    const tries = [[at.x, at.y + r + 3], [at.x, at.y - r - size - 4], [at.x + r + half + 3, at.y - size / 2], [at.x - r - half - 3, at.y - size / 2]]
      .map(([x, y], i) => ({ x, y, box: [x - half, y, x + half, y + size * 1.15], cost: i })).filter((t) => !names.hits(t.box) && t.box[0] > 2 && t.box[1] > 0 && t.box[2] < canvas.clientWidth - 2 && t.box[3] < canvas.clientHeight);
    const must = rank < 8 || (veiled && !dim);
    if (stacked()) for (const t of tries) t.cost += t.cost === (node.x < 0 ? 2 : 3) ? 0 : 20; // the name stands in the node's own row
    for (const t of tries) t.cost += 1.5 * crossed(t.box) + (marks.hits(t.box, own) ? 100 : 0);
    const best = tries.sort((x, y) => x.cost - y.cost)[0], spot = best && (best.cost < 100 || must) ? best : null;
    if (!spot) return;
    names.add(spot.box);
    written += 1;
    write(pen, text, network.DOMtoCanvas(spot), { scale, dim, font: fontOf(node, size / scale), tone: node.members ? tones.muted : tones.ink });
  });
  pen.globalAlpha = 1;
}

function write(pen, text, place, { scale, dim, font, tone }) {
  pen.font = font;
  pen.globalAlpha = dim ? 0.4 : 1;
  pen.strokeStyle = tones.paper;
  pen.lineWidth = 3.5 / scale;
  pen.strokeText(text, place.x, place.y);
  pen.fillStyle = tone;
  pen.fillText(text, place.x, place.y);
}

const nodeRadius = (node) => nodeLook(node).size;

function mark(previous) {
  if (drawsAll()) { if (big) markAll(); return; }
  for (const key of [previous, state.selected]) {
    if (key && model.nodes.has(key)) nodeSet.update(nodeLook(model.nodes.get(key)));
  }
  network.unselectAll();
  if (!state.selected) return;
  if (model.nodes.has(state.selected)) network.selectNodes([state.selected], false);
  else network.selectEdges(edgeSet.getIds().filter((id) => id.split("|")[0] === state.selected));
}

const ruler = document.createElement("canvas").getContext("2d");

/** The box around some nodes with their labels, which have their size on the screen. */
function boxOf(nodes, scale) {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const node of nodes) {
    const r = isBox(node) ? boxHeight(node) / 2 : nodeRadius(node);
    const half = Math.max(r, isBox(node) ? boxWidth() / 2 : stacked() ? 0 : widthOf(ruler, labelOf(node), fontOf(node, fontSize(node))) / 2 / scale);
    box.left = Math.min(box.left, node.x - half);
    box.right = Math.max(box.right, node.x + half);
    box.top = Math.min(box.top, node.y - r);
    box.bottom = Math.max(box.bottom, node.y + r + (isBox(node) ? 0 : (fontSize(node) + 6) / scale));
  }
  return box;
}

function fit(animated = true, keys = model.nodes.keys(), most = 1.25) {
  if (big) { allCamera.fit(); return; }
  const nodes = [...keys].map((key) => model.nodes.get(key)).filter(Boolean);
  if (!nodes.length) return;
  let scale = most, box;
  for (let round = 0; round < 4; round++) {
    box = boxOf(nodes, scale);
    scale = Math.min(most, (canvas.clientWidth - 24) / (box.right - box.left + 1), (canvas.clientHeight - 24) / (box.bottom - box.top + 1));
  }
  scale = Math.max(scale, 0.02);
  const calm = !animated || matchMedia("(prefers-reduced-motion: reduce)").matches;
  network.moveTo({ scale, position: { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 }, animation: calm ? false : { duration: 260 } });
}

/** Columns start at their head, wide enough to read, where all of them would be too small. */
function readable() {
  const nodes = [...model.nodes.values()], wide = 2 * columnWidth() + 2 * MARGIN;
  const scale = stacked() ? 1 : Math.min(1, canvas.clientWidth / wide);
  if (!nodes.length || network.getScale() >= scale) return;
  const top = topOf(nodes) - 20;
  network.moveTo({ scale, position: { x: 0, y: top + canvas.clientHeight / scale / 2 } });
}

/** Scroll the columns to what is selected, where it is not in sight. */
function toRow(key) {
  const node = model.nodes.get(key), y = node && network.canvasToDOM(node).y;
  if (node && (y < 20 || y > canvas.clientHeight - 60)) network.moveTo({ position: { x: network.getViewPosition().x, y: node.y + (0.3 * canvas.clientHeight) / network.getScale() } });
}

const topOf = (nodes) => nodes.reduce((least, n) => Math.min(least, n.y - (isBox(n) ? boxHeight(n) / 2 : nodeRadius(n))), Infinity);

const zoom = (factor) => big ? allCamera.zoom(factor) : network.moveTo({ scale: Math.max(0.02, Math.min(6, network.getScale() * factor)) });

function focusOn(key) {
  if (big) { allCamera.to(key); return; }
  if (!model.nodes.has(key)) return;
  const near = model.edges.filter((e) => e.from === key || e.to === key).flatMap((e) => [e.from, e.to]);
  fit(true, [key, ...near], 1.25);
}

/** Go to the nearest node in a direction, as a reader of the picture would. */
function step(dx, dy) {
  const all = [...model.nodes.values()].filter((n) => !n.members);
  const here = model.nodes.get(state.selected);
  let best = null, least = Infinity;
  for (const node of all) {
    if (!here) { if (-weightOf(node) < least) { least = -weightOf(node); best = node; } continue; }
    const x = node.x - here.x, y = node.y - here.y, along = x * dx + y * dy, aside = Math.abs(x * dy - y * dx);
    if (node === here || along <= 0 || aside > 2.5 * along) continue;
    if (along + 2 * aside < least) { least = along + 2 * aside; best = node; }
  }
  if (!best) return;
  select(best.key, { quiet: true });
  if (big) { allCamera.to(best.key); return; }
  const at = network.canvasToDOM({ x: best.x, y: best.y }), box = canvas.getBoundingClientRect();
  if (at.x < 40 || at.y < 40 || at.x > box.width - 40 || at.y > box.height - 40) network.moveTo({ position: { x: best.x, y: best.y } });
}
