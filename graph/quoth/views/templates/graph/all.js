// All nodes of a large graph at once, drawn by sigma.js in WebGL, in place of the grouped drawing.
const MOST_LINES = 60000;
let big = null;

const drawsAll = () => state.all && model.all > LIMIT && state.view !== "said";

function webgl() {
  const context = document.createElement("canvas").getContext("webgl2");
  context?.getExtension("WEBGL_lose_context")?.loseContext();
  return Boolean(context);
}

function allNodes() {
  const graph = new graphology.Graph({ type: "directed", multi: false });
  const shrink = 3 * Math.sqrt(model.all / LIMIT), lines = { own: thinned("direct", 0.3), told: thinned("indirect", 0.3) };
  for (const node of model.nodes.values()) {
    graph.addNode(node.key, { x: node.x, y: -node.y, size: Math.max(1.2, radius(node) / shrink), color: tones[node.kind], label: cut(nameOfNode(node.key), 40) });
  }
  const heavy = model.edges.length > MOST_LINES ? [...model.edges].sort((x, y) => y.own + y.told - x.own - x.told).slice(0, MOST_LINES) : model.edges;
  for (const edge of heavy) {
    graph.addEdgeWithKey(edge.key, edge.from, edge.to, { size: Math.min(4, 0.3 + 0.4 * Math.log2(edge.own + edge.told)), color: edge.own ? lines.own : lines.told });
  }
  return graph;
}

/** A tone thinned towards the paper; WebGL lines that let light through would come out pale. */
function thinned(name, share) {
  const part = (tone, i) => parseInt(tone.slice(i, i + 2), 16);
  return `#${[1, 3, 5].map((i) => Math.round(part(tones.paper, i) + share * (part(tones[name], i) - part(tones.paper, i))).toString(16).padStart(2, "0")).join("")}`;
}

function drawAll() {
  leaveAll();
  $("all").hidden = false;
  const graph = allNodes();
  const renderer = new Sigma(graph, $("all"), {
    labelFont: FONT, labelColor: { color: tones.ink }, labelRenderedSizeThreshold: 4, labelDensity: 0.5, hideEdgesOnMove: true, defaultDrawNodeHover: drawHover,
    zIndex: true, nodeReducer: (key, look) => reduceNode(key, look), edgeReducer: (key, look) => reduceEdge(key, look),
  });
  big = { renderer, graph, camera: renderer.getCamera(), near: null };
  renderer.on("clickNode", ({ node }) => select(node));
  renderer.on("clickStage", () => select(null));
  markAll();
}

/** The name of the node under the mouse, on the colours of the theme. */
function drawHover(pen, look, settings) {
  const size = settings.labelSize, text = look.label || "";
  pen.font = `${size}px ${FONT}`;
  pen.fillStyle = tones.ink;
  const wide = pen.measureText(text).width;
  pen.fillRect(look.x + look.size + 3, look.y - size * 0.75, wide + 12, size * 1.5);
  pen.fillStyle = tones.paper;
  pen.fillText(text, look.x + look.size + 9, look.y + size * 0.33);
}

function reduceNode(key, look) {
  if (!big?.near) return look;
  if (key === state.selected) return { ...look, size: look.size + 2, zIndex: 2, forceLabel: true };
  return big.near.has(key) ? { ...look, zIndex: 1, forceLabel: big.near.size < 30 } : { ...look, color: tones.line, label: "", zIndex: 0 };
}

function reduceEdge(key, look) {
  if (!big?.near) return look;
  const [from, to] = big.graph.extremities(key);
  return from === state.selected || to === state.selected ? { ...look, color: tones.accent } : { ...look, hidden: true };
}

function markAll() {
  const key = state.selected;
  big.near = key && big.graph.hasNode(key) ? new Set(big.graph.neighbors(key)) : null;
  big.renderer.refresh({ skipIndexation: true });
}

function leaveAll() {
  big?.renderer.kill();
  big = null;
  $("all").hidden = true;
}

function showAll(on) {
  if (on && !webgl()) { flash("This browser has no WebGL to draw so many nodes with."); return; }
  change({ all: on }, { fit: true });
}

const allCamera = {
  fit: () => big.camera.setState({ x: 0.5, y: 0.5, ratio: 1.05, angle: 0 }),
  zoom: (factor) => big.camera.setState({ ratio: Math.max(0.005, Math.min(4, big.camera.ratio / factor)) }),
  to(key) {
    const look = big.renderer.getNodeDisplayData(key);
    if (look) big.camera.setState({ x: look.x, y: look.y, ratio: 0.4 });
  },
};
