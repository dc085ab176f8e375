// Who said what, as columns to be read: speakers, statements, outlets; on a phone one under the other.
const stacked = () => state.view === "said" && canvas.clientWidth < 560;
const BOX = { size: 13.5, line: 18, pad: 7, side: 11, gap: 9 };
const TRACKS = 22; // pixels beside the boxes of a phone that lines run in

/** From the statements to the speakers and to the outlets: as much as the page has. */
const columnWidth = () => Math.max(130, Math.min(620, (canvas.clientWidth - 2 * MARGIN) / 2));
const MARGIN = 88;
const boxWidth = () => (stacked() ? canvas.clientWidth - 2 * (TRACKS + 20) : Math.max(150, 2 * columnWidth() - 150));
const inColumn = () => Math.floor((2 * MARGIN) / 7.6); // characters of a name beside the statements
const mostLines = () => (stacked() ? 14 : 3);

const wrapped = new Map();
/** Break a text into lines that fit a box; what is left after the last line is cut. */
function wrap(text, width, most) {
  const key = `${width} ${most} ${text}`;
  if (wrapped.has(key)) return wrapped.get(key);
  const font = `${BOX.size}px ${FONT}`, fits = (line) => widthOf(ruler, line, font) <= width;
  const lines = [""];
  for (const word of cut(text, 1200).split(/\s+/)) {
    const last = lines[lines.length - 1], longer = last ? `${last} ${word}` : word;
    if (fits(longer)) { lines[lines.length - 1] = longer; continue; }
    if (lines.length === most) { lines[most - 1] = `${last}…`; break; }
    if (last) lines.push(cut(word, 40)); else lines[lines.length - 1] = cut(word, 40);
  }
  if (wrapped.size > 5000) wrapped.clear();
  wrapped.set(key, lines);
  return lines;
}

const linesOfBox = (node) => (node.members ? [nameOfNode(node.key)] : wrap(nameOfNode(node.key), boxWidth() - 2 * BOX.side, mostLines()));
const boxHeight = (node) => linesOfBox(node).length * BOX.line + 2 * BOX.pad;

/** Close the gaps that filtered statements leave in the columns; the order stays. */
function squeeze() {
  const all = [...model.nodes.values()], rows = all.filter((n) => n.x === 0).sort((a, b) => a.y - b.y);
  if (stacked()) { stack(all, rows); return; }
  const stops = [];
  let y = 0;
  rows.forEach((node, i) => {
    const before = rows[i - 1];
    if (before) y += (boxHeight(before) + boxHeight(node)) / 2 + (node.y - before.y > 60 ? 32 : BOX.gap);
    stops.push([node.y, y]);
  });
  const moved = all.map((node) => [node, along(stops, node.y)]);
  for (const [node, to] of moved) node.y = to;
  const side = columnWidth(), [first, end] = stops.length ? [stops[0][1], stops[stops.length - 1][1]] : [0, 0];
  const outletNodes = all.filter((n) => n.x > 0).sort((a, b) => a.y - b.y);
  const step = Math.max(80, model.folded ? 0 : (end - first) / (outletNodes.length || 1));
  outletNodes.forEach((node, i) => { node.x = side; node.y = first + i * step + (model.folded ? 0 : step / 2); });
  for (const row of [...rows].reverse()) { const head = headOf(row); if (head) head.y = row.y; } // beside the first statement
  let last = -Infinity;
  for (const node of all.filter((n) => n.x < 0).sort((a, b) => a.y - b.y)) {
    last = node.y = Math.max(node.y, last + 80);
    node.x = -side;
  }
}

/** Where an old height lies among the new ones. */
function along(stops, value) {
  const i = stops.findIndex(([old]) => old >= value);
  if (i < 0) return stops.length ? stops[stops.length - 1][1] : value;
  if (i === 0) return stops[0][1];
  const [a, b] = [stops[i - 1], stops[i]];
  return a[1] + ((value - a[0]) / (b[0] - a[0] || 1)) * (b[1] - a[1]);
}

/** The speaker whose name stands over a box. */
function headOf(node) {
  const speaker = node.members ? +(node.key.match(/^c-of-(\d+)$/)?.[1] ?? -1) : quotations.speaker[reports[+node.key.slice(1)][0]];
  return model.nodes.get(`a${speaker}`) || null;
}

/** A column for a phone: each speaker over the statements, outlets at the right where most of theirs begin. */
function stack(all, rows) {
  const blocks = [];
  for (const node of rows) {
    const head = headOf(node), last = blocks[blocks.length - 1];
    if (last && last.head === head) last.rows.push(node);
    else blocks.push({ head: head && blocks.some((b) => b.head === head) ? null : head, rows: [node], outlets: [] });
  }
  const placed = new Set(blocks.map((b) => b.head));
  for (const node of all) if (node.x < 0 && !placed.has(node)) blocks.push({ head: node, rows: [], outlets: [] });
  if (!blocks.length) blocks.push({ head: null, rows: [], outlets: [] });
  const starts = blocks.map((b) => (b.rows[0] || b.head)?.y ?? 0);
  for (const node of all.filter((n) => n.x > 0).sort((a, b) => a.y - b.y)) {
    const at = starts.reduce((best, y, i) => (Math.abs(y - node.y) < Math.abs(starts[best] - node.y) ? i : best), 0);
    blocks[at].outlets.push(node);
  }
  const edge = canvas.clientWidth / 2 - 20, wide = (node) => widthOf(ruler, labelOf(node), fontOf(node, fontSize(node)));
  let y = 0;
  for (const { head, rows: own, outlets: right } of blocks) {
    y += 26;
    const beside = head && right.length && wide(head) + wide(right[0]) < 2 * edge - 80;
    if (head) { head.x = -edge; head.y = y; y += beside ? 0 : 34; }
    for (const node of right) { node.x = edge; node.y = y; y += 34; }
    if (!beside && !head && !right.length) y -= 20;
    for (const node of own) {
      node.x = 0;
      node.y = y + boxHeight(node) / 2;
      y += boxHeight(node) + BOX.gap;
    }
  }
}

const isSaid = (edge) => edge.from[0] === "a" || edge.from === "c-speakers";

/** The lines of the phone's column as SVG paths: a trunk for each speaker and outlet, a branch for each line. */
function tracks(edges) {
  const half = boxWidth() / 2, trunks = new Map(), branches = [];
  for (const edge of edges) {
    const from = model.nodes.get(edge.from), to = model.nodes.get(edge.to), [node, box] = isSaid(edge) ? [from, to] : [to, from];
    const side = isSaid(edge) ? -half : half, lane = isSaid(edge) ? node.x : half + 4 + 4 * ((+node.key.slice(1) || 0) % 4);
    const turn = Math.sign(box.y - node.y) * 6, corner = Math.sign(side - lane) * Math.min(6, Math.abs(side - lane));
    if (!trunks.has(node)) trunks.set(node, { lane, low: node.y, high: node.y });
    const trunk = trunks.get(node);
    trunk.low = Math.min(trunk.low, box.y - turn);
    trunk.high = Math.max(trunk.high, box.y - turn);
    branches.push({ edge, path: `M${lane} ${box.y - turn}Q${lane} ${box.y} ${lane + corner} ${box.y}H${side}` });
  }
  return [...[...trunks].map(([node, { lane, low, high }]) => ({ edge: null, path: `M${node.x} ${node.y}H${lane}M${lane} ${low}V${high}` })), ...branches];
}

const trackLook = (edge, near) => ({
  color: near ? tones.accent : tones[edge && !edge.own ? "indirect" : "direct"], width: edge ? Math.min(3, 1.2 + 0.35 * Math.log2(edge.own + edge.told)) : 1.2,
  dash: edge && !edge.own ? [4, 3] : [], opacity: near ? 1 : 0.6,
});

/** Draw the lines of the phone's column: all, or those of the nodes that are near. */
function drawTracks(pen, near = null) {
  pen.save();
  for (const { edge, path } of tracks(near ? model.edges.filter((e) => near.has(e.key)) : model.edges)) {
    const look = trackLook(edge, near);
    pen.globalAlpha = look.opacity;
    pen.strokeStyle = look.color;
    pen.lineWidth = look.width;
    pen.setLineDash(look.dash);
    pen.stroke(new Path2D(path));
  }
  pen.restore();
}

/** Draw a statement: its lines in a box. */
function drawBox(node, { ctx: pen, x, y, state: { hover } }) {
  const width = boxWidth(), height = boxHeight(node), { background, border, thick } = boxTones(node);
  const drawNode = () => {
    pen.beginPath();
    pen.roundRect(x - width / 2, y - height / 2, width, height, 6);
    pen.fillStyle = background;
    pen.fill();
    pen.lineWidth = thick;
    pen.strokeStyle = hover ? tones.accent : border;
    pen.stroke();
    pen.font = `${BOX.size}px ${FONT}`;
    pen.textAlign = "left";
    pen.textBaseline = "middle";
    pen.fillStyle = tones.ink;
    linesOfBox(node).forEach((line, i) => pen.fillText(line, x - width / 2 + BOX.side, y - height / 2 + BOX.pad + (i + 0.5) * BOX.line));
  };
  return { drawNode, nodeDimensions: { width, height } };
}

function boxTones(node) {
  const chosen = node.key === state.selected, several = !node.members && outletsOfAll(reports[+node.key.slice(1)]).size > 1;
  return { background: node.members ? tones.soft : tones.raised, border: chosen || several ? tones.accent : tones.line, thick: chosen ? 2.5 : 1 };
}
