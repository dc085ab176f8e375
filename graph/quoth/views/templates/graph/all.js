// All nodes of a large graph at once, drawn by sigma.js in WebGL, in place of the grouped drawing.
const MOST_LINES = 20000;
const SLICE = 2500; // nodes or lines between two looks at what the reader does
let big = null;
let drawing = 0;

const drawsAll = () => state.all && model.all > LIMIT && state.view !== "said";

let webgl = null;
function hasWebgl() {
  if (typeof Sigma === "undefined" || webgl !== null) return Boolean(webgl);
  const context = document.createElement("canvas").getContext("webgl2");
  context?.getExtension("WEBGL_lose_context")?.loseContext();
  return (webgl = Boolean(context));
}

const pause = () => new Promise((go) => setTimeout(go));

/** Put the nodes and lines into a graph, some at a time; `goes` says whether it is still wanted. */
async function allNodes(goes) {
  const graph = new graphology.Graph({ type: "directed", multi: false });
  const shrink = 3 * Math.sqrt(model.all / LIMIT), nodes = [...model.nodes.values()];
  const slices = async (list, act) => {
    for (let i = 0; i < list.length && goes(); i += SLICE) { list.slice(i, i + SLICE).forEach(act); await pause(); }
  };
  await slices(nodes, (node) => graph.addNode(node.key, { x: node.x, y: -node.y, size: Math.max(1.2, radius(node) / shrink), color: tones[node.kind], label: cut(nameOfNode(node.key), 40) }));
  await slices(model.edges, (edge) => addLine(graph, edge));
  return graph;
}

const addLine = (graph, edge) => graph.addEdgeWithKey(edge.key, edge.from, edge.to, { color: thinned(edge.own ? "direct" : "indirect", 0.3) });

/** A tone thinned towards the paper; WebGL lines that let light through would come out pale. */
function thinned(name, share) {
  const part = (tone, i) => parseInt(tone.slice(i, i + 2), 16);
  return `#${[1, 3, 5].map((i) => Math.round(part(tones.paper, i) + share * (part(tones[name], i) - part(tones.paper, i))).toString(16).padStart(2, "0")).join("")}`;
}

/** Draw in slices, so that the page answers meanwhile; what comes later ends an earlier drawing. */
async function drawAll() {
  leaveAll();
  const mine = drawing, goes = () => mine === drawing;
  $("all").hidden = false;
  await pause();
  const graph = await allNodes(goes);
  if (!goes()) return;
  big = { graph, near: null, more: [] };
  lookAround();
  big.renderer = new Sigma(graph, $("all"), {
    labelFont: FONT, labelColor: { color: tones.ink }, labelRenderedSizeThreshold: 4, labelDensity: 0.5, hideEdgesOnMove: true, defaultDrawNodeHover: drawHover,
    zIndex: true, defaultEdgeType: "line", edgeProgramClasses: { line: Sigma.rendering.EdgeLineProgram }, nodeProgramClasses: { circle: Sigma.rendering.NodePointProgram },
    nodeReducer: (key, look) => reduceNode(key, look), edgeReducer: (key, look) => reduceEdge(key, look),
  });
  big.camera = big.renderer.getCamera();
  big.renderer.on("clickNode", ({ node }) => select(node));
  big.renderer.on("clickStage", () => select(null));
  renderNotice();
  $("live").textContent = $("notice").firstChild.textContent;
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
  return big.near.has(key) ? { ...look, zIndex: 1, forceLabel: big.near.size < 30 } : { ...look, color: tones.line, label: "", size: 1, zIndex: 0 };
}

function reduceEdge(key, look) {
  if (!big?.near) return look;
  const [from, to] = big.graph.extremities(key);
  return from === state.selected || to === state.selected ? { ...look, color: tones.accent } : { ...look, hidden: true };
}

/** See whom the chosen node is tied to; lines of it that were too thin to draw come in. */
function lookAround() {
  const key = state.selected, { graph } = big;
  for (const line of big.more.splice(0)) graph.dropEdge(line);
  big.near = null;
  if (!key || !graph.hasNode(key)) return;
  for (const edge of linesOf(key)) if (!graph.hasEdge(edge.key)) { addLine(graph, edge); big.more.push(edge.key); }
  big.near = new Set(graph.neighbors(key));
}

function markAll() {
  lookAround();
  big.renderer.refresh({ skipIndexation: true });
}

function leaveAll() {
  drawing += 1;
  big?.renderer.kill();
  big = null;
  $("all").hidden = true;
}

function showAll(on) {
  if (on && !hasWebgl()) { flash("This browser has no WebGL to draw so many nodes with."); return; }
  change({ all: on }, { fit: true, sameQuotations: true });
}

const allCamera = {
  fit: () => big.camera.setState({ x: 0.5, y: 0.5, ratio: 1.05, angle: 0 }),
  zoom: (factor) => big.camera.setState({ ratio: Math.max(0.005, Math.min(4, big.camera.ratio / factor)) }),
  to(key) {
    const look = big.renderer.getNodeDisplayData(key);
    if (look) big.camera.setState({ x: look.x, y: look.y, ratio: 0.4 });
  },
};
