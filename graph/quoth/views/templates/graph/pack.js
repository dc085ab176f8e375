// Where nodes stand when the lighter ones are put together: close, without the room that those have.

/** The network that is drawn falls into parts: the largest stays as it is, the others stand in rows beneath it, the groups last, each in a frame that holds its names. */
function pack() {
  const all = [...model.nodes.values()], single = all.filter((n) => !n.members), shape = canvas.clientWidth / (canvas.clientHeight || 1);
  const parts = [...partsOf(single), ...all.filter((n) => n.members).map((n) => [n])], whole = parts.map((part) => frameOf(part, 1));
  const area = whole.reduce((sum, f) => sum + f.width * f.height, 0);
  const scale = Math.sqrt((canvas.clientWidth * canvas.clientHeight) / area); // names keep their size on the screen
  const frames = scale < 1 ? parts.map((part) => frameOf(part, Math.max(0.5, scale))) : whole;
  let room = Math.max(...frames.map((f) => f.width));
  while (room / rowsOf(frames, room).height < shape) room *= 1.05;
  for (const [frame, x, y] of rowsOf(frames, room).places) {
    for (const node of frame.nodes) { node.x += x - frame.left; node.y += y - frame.top; }
  }
}

/** Put frames into rows of a width, each row in the middle; the first has a row of its own. */
function rowsOf(frames, room) {
  const rows = [];
  let last = null;
  frames.forEach((frame, i) => {
    if (i < 2 || last.width + frame.width > room) rows.push(last = { frames: [], width: 0, height: 0 });
    last.frames.push(frame);
    last.width += frame.width;
    last.height = Math.max(last.height, frame.height);
  });
  const places = [];
  let y = 0;
  for (const row of rows) {
    let x = -row.width / 2;
    for (const frame of row.frames) { places.push([frame, x, y + (row.height - frame.height) / 2]); x += frame.width; }
    y += row.height;
  }
  return { places, height: y };
}

/** The parts that lines hold together, the largest first, then the heaviest. */
function partsOf(nodes) {
  const part = new Map(nodes.map((n) => [n.key, [n]]));
  for (const { from, to } of model.edges) {
    let [one, other] = [part.get(from), part.get(to)];
    if (!one || !other || one === other) continue;
    if (one.length < other.length) [one, other] = [other, one];
    for (const node of other) { one.push(node); part.set(node.key, one); }
  }
  const weight = (part) => part.reduce((sum, n) => sum + weightOf(n), 0);
  return [...new Set(part.values())].map((part) => [part, weight(part)]).sort((a, b) => b[0].length - a[0].length || b[1] - a[1]).map(([part]) => part);
}

/** The frame of a part with its names, at a scale. */
function frameOf(nodes, scale) {
  const { left, top, right, bottom } = boxOf(nodes, scale), gap = 14;
  return { nodes, left: left - gap, top: top - gap, width: right - left + 2 * gap, height: bottom - top + 2 * gap };
}
