// The graph itself, drawn by vis-network at the places that were computed beforehand.
let network = null;
let nodeSet = null;
let edgeSet = null;
let faded = false;
const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
const radius = (node) => Math.min(40, 7 + 5 * Math.sqrt(weightOf(node)));

const fontSize = (node) => (narrow() ? 18 : 15) + radius(node) / 7;

function nodeLook(node) {
  const chosen = node.key === state.selected;
  const look = {
    id: node.key, x: node.x, y: node.y, label: cut(nameOfNode(node.key), 30), size: radius(node),
    shape: node.members ? "hexagon" : styles[node.kind][2], borderWidth: chosen ? 3.5 : 1.5, borderWidthSelected: chosen ? 3.5 : 1.5,
    font: { color: color("ink"), size: fontSize(node), strokeWidth: 4, strokeColor: color("paper") },
  };
  const fill = node.members ? color("soft") : node.kind === "unnamed" ? color("paper") : color(node.kind);
  const border = chosen ? color("ink") : node.members ? color("faint") : node.kind === "unnamed" ? color("unnamed") : color("paper");
  if (node.members) { look.size = Math.min(60, 12 + 1.6 * Math.sqrt(node.members.length)); look.font.color = color("muted"); }
  if (node.kind === "statement") Object.assign(look, statementLook(node, chosen));
  else look.color = { background: fill, border, highlight: { background: fill, border: color("ink") }, hover: { background: fill, border: color("ink") } };
  return look;
}

function statementLook(node, chosen) {
  const several = new Set(reports[+node.key.slice(1)].map(outletOf)).size > 1;
  const border = chosen || several ? color("accent") : color("line");
  const background = color("raised");
  return {
    label: cut(nameOfNode(node.key), narrow() ? 26 : 46), margin: { top: 7, bottom: 7, left: 10, right: 10 }, borderWidth: chosen ? 2.5 : 1, borderWidthSelected: chosen ? 2.5 : 1,
    font: { color: color("ink"), size: 15 }, shapeProperties: { borderRadius: 6 },
    color: { background, border, highlight: { background, border: color("accent") }, hover: { background, border: color("accent") } },
  };
}

/** One line a form: what was said in own words is solid, what the article words is dashed. */
function edgeLooks(edge) {
  const found = [];
  const both = edge.own && edge.told;
  for (const [kind, weight] of [["own", edge.own], ["told", edge.told]]) {
    if (!weight) continue;
    const tone = color(kind === "own" ? "direct" : "indirect");
    found.push({
      id: `${edge.key}|${kind}`, from: edge.from, to: edge.to, dashes: kind === "told" ? [7, 6] : false,
      width: 1.2 + 1.3 * Math.log2(weight), selectionWidth: 1, hoverWidth: 1,
      color: { color: tone, highlight: color("accent"), hover: color("accent"), opacity: kind === "own" ? 0.75 : 0.7 },
      arrows: state.view === "speaks-of" ? { to: { enabled: true, scaleFactor: 0.55 } } : undefined,
      smooth: state.view === "said"
        ? { enabled: true, type: "cubicBezier", forceDirection: "horizontal", roundness: both && kind === "told" ? 0.42 : 0.5 }
        : { enabled: true, type: "curvedCW", roundness: both && kind === "told" ? 0.26 : 0.12 },
    });
  }
  return found;
}

function draw(options = {}) {
  const nodes = [...model.nodes.values()].sort((a, b) => weightOf(a) - weightOf(b));
  nodeSet = new vis.DataSet(nodes.map(nodeLook));
  edgeSet = new vis.DataSet(model.edges.flatMap(edgeLooks));
  faded = false;
  $("nothing").hidden = nodes.length > 0 || total === 0;
  if (!network) start();
  else {
    const view = { position: network.getViewPosition(), scale: network.getScale() };
    network.setOptions({ interaction: { hideEdgesOnDrag: nodes.length > 600 } });
    network.setData({ nodes: nodeSet, edges: edgeSet });
    if (!options.fit) network.moveTo(view);
  }
  if (options.fit) { fit(false); if (state.view === "said") readable(); }
  canvas.setAttribute("aria-label", `${$(`tab-${state.view}`).textContent}: ${count(nodes.length, "node")}, ${count(model.edges.length, "link")}`);
}

function start() {
  network = new vis.Network(canvas, { nodes: nodeSet, edges: edgeSet }, {
    physics: false, layout: { improvedLayout: false }, autoResize: true,
    interaction: { hover: true, keyboard: false, multiselect: false, tooltipDelay: 1e9, selectConnectedEdges: false, hideEdgesOnDrag: nodeSet.length > 600, zoomSpeed: 0.7 },
    nodes: { shapeProperties: { interpolation: false }, scaling: { label: { enabled: true, drawThreshold: 6 } } },
  });
  network.on("click", ({ nodes, edges }) => {
    if (nodes.length) chooseNode(nodes[0]);
    else select(edges.length ? edges[0].split("|")[0] : null);
  });
  network.on("doubleClick", ({ nodes }) => { if (nodes.length && nodes[0][0] === "a") focusOn(nodes[0]); });
  network.on("hoverNode", ({ node, pointer }) => { fadeAround(node); tip(nodeTip(node), pointer.DOM); });
  network.on("blurNode", () => { unfade(); tip(null); });
  network.on("hoverEdge", ({ edge, pointer }) => tip(edgeTip(edge.split("|")[0]), pointer.DOM));
  network.on("blurEdge", () => tip(null));
  network.on("dragStart", () => { tip(null); canvas.style.cursor = "grabbing"; });
  network.on("dragEnd", () => { canvas.style.cursor = ""; });
  network.on("zoom", () => tip(null));
}

function chooseNode(key) {
  if (key[0] === "c") { change({ top: Math.min(LIMIT, 2 * (state.top || TOP)) }); return; }
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

/** Leave the node and its neighbours bright, all else faint. */
function fadeAround(key) {
  const near = new Set([key]);
  const lines = new Set();
  for (const edge of model.edges) {
    if (edge.from !== key && edge.to !== key) continue;
    near.add(edge.from).add(edge.to);
    lines.add(edge.key);
  }
  nodeSet.update(nodeSet.get().map(({ id, font }) => ({
    id, opacity: near.has(id) ? 1 : 0.16,
    font: { ...font, color: near.has(id) ? color("ink") : mixed("ink", 0.18), strokeWidth: near.has(id) ? 4 : 0 },
  })));
  edgeSet.update(edgeSet.get().map(({ id, color: c }) => {
    const bright = lines.has(id.split("|")[0]);
    return { id, color: { ...c, opacity: bright ? 0.95 : 0.07 } };
  }));
  faded = true;
}

function mixed(name, alpha) {
  const hex = color(name).slice(1);
  return `rgba(${[0, 2, 4].map((i) => parseInt(hex.slice(i, i + 2), 16)).join(",")},${alpha})`;
}

function unfade() {
  if (!faded) return;
  nodeSet.update([...model.nodes.values()].map((n) => ({ opacity: 1, ...nodeLook(n) })));
  edgeSet.update(model.edges.flatMap(edgeLooks));
  faded = false;
}

function mark(previous) {
  for (const key of [previous, state.selected]) {
    if (key && model.nodes.has(key)) nodeSet.update(nodeLook(model.nodes.get(key)));
  }
  network.unselectAll();
  if (!state.selected) return;
  if (model.nodes.has(state.selected)) network.selectNodes([state.selected], false);
  else network.selectEdges(edgeSet.getIds().filter((id) => id.split("|")[0] === state.selected));
}

const pen = document.createElement("canvas").getContext("2d");

/** The box around some nodes with their labels, in the graph's own units. */
function boxOf(keys) {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const key of keys) {
    const node = model.nodes.get(key);
    if (!node) continue;
    const look = nodeLook(node);
    pen.font = `${look.font.size}px arial`;
    const half = Math.max(look.size, pen.measureText(look.label).width / 2 + 6);
    box.left = Math.min(box.left, node.x - half);
    box.right = Math.max(box.right, node.x + half);
    box.top = Math.min(box.top, node.y - look.size);
    box.bottom = Math.max(box.bottom, node.y + look.size + 1.5 * look.font.size);
  }
  return box;
}

function fit(animated = true, keys = model.nodes.keys(), most = 1.25) {
  const box = boxOf(keys);
  if (!(box.right >= box.left)) return;
  const room = [canvas.clientWidth - 28, canvas.clientHeight - 28];
  const scale = Math.min(most, room[0] / (box.right - box.left + 1), room[1] / (box.bottom - box.top + 1));
  const calm = !animated || matchMedia("(prefers-reduced-motion: reduce)").matches;
  network.moveTo({ scale, position: { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 }, animation: calm ? false : { duration: 260 } });
}

/** Columns start at their head, wide enough to read, where all of them would be too small. */
function readable() {
  const nodes = [...model.nodes.values()], wide = columnWidth() * 2 + 260;
  const scale = Math.min(1, canvas.clientWidth / wide);
  if (!nodes.length || network.getScale() >= scale) return;
  const top = Math.min(...nodes.map((n) => n.y)) - 60;
  network.moveTo({ scale, position: { x: 0, y: top + canvas.clientHeight / scale / 2 } });
}

const zoom = (factor) => network.moveTo({ scale: Math.max(0.02, Math.min(6, network.getScale() * factor)) });

function focusOn(key) {
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
  const at = network.canvasToDOM({ x: best.x, y: best.y }), box = canvas.getBoundingClientRect();
  if (at.x < 40 || at.y < 40 || at.x > box.width - 40 || at.y > box.height - 40) network.moveTo({ position: { x: best.x, y: best.y } });
}
