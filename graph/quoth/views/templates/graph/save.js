// Saving: the drawing as SVG, the same as PNG, the quotations as CSV. Nothing leaves the page.
function drawingSvg() {
  const nodes = [...model.nodes.values()].map((n) => ({ ...n, look: nodeLook(n), r: nodeLook(n).size }));
  const at = new Map(nodes.map((n) => [n.key, n]));
  const xs = nodes.length ? nodes.map((n) => n.x) : [0], ys = nodes.length ? nodes.map((n) => n.y) : [0];
  const low = (list) => list.reduce((a, b) => Math.min(a, b), Infinity), high = (list) => list.reduce((a, b) => Math.max(a, b), -Infinity);
  const pad = stacked() ? 80 : state.view === "said" ? 260 : 180;
  const box = [low(xs) - pad, low(ys) - 110, high(xs) - low(xs) + 2 * pad, high(ys) - low(ys) + 200];
  const svg = make("svg", { xmlns: SVG, viewBox: box.map(Math.round).join(" "), width: Math.round(box[2]), height: Math.round(box[3]), "font-family": "Helvetica, Arial, Liberation Sans, sans-serif" });
  svg.append(make("rect", { x: box[0], y: box[1], width: box[2], height: box[3], fill: color("paper") }));
  svg.append(make("text", { x: box[0] + 28, y: box[1] + 46, "font-size": 26, "font-weight": 600, "font-family": "Georgia, Liberation Serif, serif", fill: color("ink") }, `${data.title}: ${$(`tab-${state.view}`).textContent.toLowerCase()}`));
  svg.append(make("text", { x: box[0] + 28, y: box[1] + 70, "font-size": 15, fill: color("muted") }, $("timeline-title").textContent));
  const heaviest = [...model.edges].sort((x, y) => y.own + y.told - x.own - x.told).slice(0, 4000);
  if (stacked()) svg.append(...tracks(model.edges).map(svgTrack));
  else for (const edge of heaviest) for (const look of edgeLooks(edge)) svg.append(svgEdge(look, at.get(edge.from), at.get(edge.to)));
  nodes.sort((x, y) => isBox(y) - isBox(x) || weightOf(y) - weightOf(x)).forEach((node, rank) => svg.append(...svgNode(node, rank < 300)));
  return svg;
}

function svgTrack({ edge, path }) {
  const look = trackLook(edge, null);
  return make("path", { d: path, fill: "none", stroke: look.color, "stroke-width": look.width.toFixed(2), "stroke-opacity": look.opacity, "stroke-dasharray": look.dash.join(" ") || null });
}

function svgEdge(look, a, b) {
  const dx = b.x - a.x, dy = b.y - a.y, long = Math.hypot(dx, dy) || 1, bend = look.smooth.roundness;
  const path = state.view === "said" ? `M${a.x} ${a.y}C${a.x + dx / 2} ${a.y} ${b.x - dx / 2} ${b.y} ${b.x} ${b.y}`
    : `M${a.x} ${a.y}Q${(a.x + b.x) / 2 + dy * bend} ${(a.y + b.y) / 2 - dx * bend} ${b.x} ${b.y}`;
  const line = make("path", { d: path.replace(/\d+\.\d+/g, (n) => (+n).toFixed(1)), fill: "none", stroke: look.color.color, "stroke-width": look.width.toFixed(2), "stroke-opacity": look.color.opacity, "stroke-dasharray": look.dashes ? look.dashes.join(" ") : null });
  if (!look.arrows) return line;
  const turn = Math.atan2(dy, dx) + bend * 1.4, reach = b.r + 5;
  const tip = [b.x - Math.cos(turn) * reach, b.y - Math.sin(turn) * reach];
  const wing = (side) => `${(tip[0] - 11 * Math.cos(turn + side)).toFixed(1)} ${(tip[1] - 11 * Math.sin(turn + side)).toFixed(1)}`;
  return make("g", {}, line, long > b.r + 12 ? make("path", { d: `M${tip[0].toFixed(1)} ${tip[1].toFixed(1)}L${wing(0.42)}L${wing(-0.42)}Z`, fill: look.color.color, "fill-opacity": look.color.opacity }) : null);
}

function svgNode(node, named) {
  const { look } = node;
  if (isBox(node)) {
    const width = node.members ? 1.06 * widthOf(ruler, labelOf(node), `14px ${FONT}`) + 22 : boxWidth(), high = boxHeight(node), left = node.x - width / 2, { background, border } = boxTones(node);
    const text = make("text", { "font-size": BOX.size, fill: node.members ? tones.muted : tones.ink });
    linesOfBox(node).forEach((line, i) => text.append(make("tspan", { x: left + BOX.side, y: node.y - high / 2 + BOX.pad + 13 + i * BOX.line }, line)));
    return [make("rect", { x: left, y: node.y - high / 2, width, height: high, rx: 6, fill: background, stroke: border }), text];
  }
  const mark = make("path", { d: outline(look.shape, node.r), transform: `translate(${node.x} ${node.y})`, fill: look.color.background, stroke: look.color.border, "stroke-width": look.borderWidth });
  if (!named) return [mark];
  const size = fontSize(node) + (state.view === "said" ? 0 : 2);
  const side = node.x < 0 ? 1 : -1, at = stacked() ? { x: node.x + side * (node.r + 6), y: node.y + 5, "text-anchor": side > 0 ? "start" : "end" } : { x: node.x, y: node.y + node.r + size + 3, "text-anchor": "middle" };
  const text = make("text", { ...at, "font-size": size.toFixed(1), "font-weight": isSpeaker(node) ? 600 : null, fill: tones.ink, stroke: tones.paper, "stroke-width": 4, "paint-order": "stroke", "stroke-linejoin": "round" }, labelOf(node));
  return [mark, text];
}

function download(blob, name) {
  const link = make("a", { href: URL.createObjectURL(blob), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

const fileName = (ending) => `quoth-${state.view}.${ending}`;
const svgText = () => `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(drawingSvg())}`;
const saveSvg = () => download(new Blob([svgText()], { type: "image/svg+xml" }), fileName("svg"));

function savePng() {
  const svg = drawingSvg(), width = +svg.getAttribute("width"), height = +svg.getAttribute("height");
  const scale = Math.min(2, 8000 / Math.max(width, height));
  const image = new Image();
  image.onload = () => {
    const sheet = make("canvas", { width: Math.round(width * scale), height: Math.round(height * scale) });
    const pen = sheet.getContext("2d");
    pen.scale(scale, scale);
    pen.drawImage(image, 0, 0, width, height);
    sheet.toBlob((blob) => download(blob, fileName("png")), "image/png");
  };
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(svg))}`;
}

/** Quote a cell; one that a spreadsheet would run as a formula gets an apostrophe. */
function cell(value) {
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return `"${text.replace(/"/g, '""')}"`;
}

function saveCsv() {
  const head = ["speaker", "said", "form", "act", "cue", "date", "outlet", "also in", "article", "names", "quotation"];
  const rows = model.passing.map((q) => [
    quotations.speaker[q] < 0 ? "" : actors.name[quotations.speaker[q]], quotations.text[q], form(q), act(q), cue(q), day(q), outlets.name[outletOf(q)],
    outletsOf(q).slice(1).map((o) => outlets.name[o]).join("; "),
    articles.title[quotations.article[q]], quotations.mentions[q].map((m) => actors.name[m]).join("; "), `${articles.id[quotations.article[q]]}#${quotations.id[q]}`]);
  download(new Blob(["\ufeff", [head, ...rows].map((r) => r.map(cell).join(",")).join("\r\n"), "\r\n"], { type: "text/csv" }), fileName("csv"));
}

function copyLink() {
  const done = () => { $("live").textContent = "Link copied"; flash("Link copied"); };
  if (navigator.clipboard) navigator.clipboard.writeText(location.href).then(done, () => flash(location.href));
  else flash(location.href);
}

function flash(text) {
  tip([text, ""], { x: canvas.clientWidth / 2 - 60, y: 8 });
  setTimeout(() => tip(null), 2500);
}
