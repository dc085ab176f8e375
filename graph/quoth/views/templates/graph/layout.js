// Where the nodes of a view stand, from all quotations of the page: as quoth.views.layout has it in Python.
const BACKBONE = 300; // nodes laid out by distances: all pairs count, so the work grows with the square
const DENSE = 60; // nodes above which distances alone make a ball, and springs show the communities
const ROUNDS = 120;
const STILL = 1e-4; // of the distance of neighbours: a step below this one changes no pixel
const SPACE = 130; // between neighbours, in pixels at zoom 1
const BENEATH = 34; // the least space between the parts
const ASIDE = 430; // from the statements to the speakers, and to the outlets
const WIDE = 1.3; // width over height of the whole
const GOLDEN = Math.PI * (3 - Math.sqrt(5));

const reachOf = (weight) => Math.round(Math.min(40, 7 + 5 * Math.sqrt(weight)));
const sum = (list) => list.reduce((total, n) => total + n, 0);

/** A network of actors: who is in it, in their order, how much each weighs, and the ties of each, by place in that order. */
function webOf(view) {
  const heavy = new Map(), pairs = new Map(), { speaker, named } = quotations, all = actors.id.length;
  const add = (map, key) => map.set(key, (map.get(key) || 0) + 1);
  for (let q = 0; q < total; q++) {
    const together = named[q];
    if (view === "named-together") {
      if (together.length > 1) together.forEach((one, i) => { add(heavy, one); for (const other of together.slice(i + 1)) add(pairs, one * all + other); });
    } else if (speaker[q] >= 0) {
      add(heavy, speaker[q]);
      for (const other of together) if (other !== speaker[q]) { add(heavy, other); add(pairs, speaker[q] * all + other); }
    }
  }
  const names = [...heavy.keys()].sort((a, b) => a - b), place = new Map(names.map((name, i) => [name, i])), ties = names.map(() => new Map());
  for (const [pair, weight] of pairs) {
    const one = place.get(Math.floor(pair / all)), other = place.get(pair % all);
    ties[one].set(other, (ties[one].get(other) || 0) + weight);
    ties[other].set(one, (ties[other].get(one) || 0) + weight);
  }
  return { names, heavy: names.map((name) => heavy.get(name)), ties };
}

/** The places of a network; `wide` is the width over the height that the whole should have. */
function stood({ names, heavy, ties }, wide) {
  const boxes = names.map((name, i) => nodeBox(actors.name[name], heavy[i], wide)), x = new Float64Array(names.length), y = new Float64Array(names.length);
  const parts = componentsOf(ties);
  if (!parts.length) return new Map();
  const [giant, ...rest] = parts.map((part) => ({ part, at: componentAt(ties, part, boxes, wide) }));
  const put = ({ part, at }, dx, dy) => part.forEach((n, i) => { x[n] = at.x[i] + dx; y[n] = at.y[i] + dy; });
  const [left, right, top, bottom] = extent(giant.at);
  put(giant, -(left + right) / 2, -(top + bottom) / 2);
  inRows(rest, right - left, bottom - top, boxes, wide, put);
  return new Map(names.map((name, i) => [name, [Math.round(x[i]), Math.round(y[i])]]));
}

/** The width and height of a node with its label; a narrow page writes larger. */
function nodeBox(label, heavy, wide) {
  const reach = reachOf(heavy), font = (wide >= 1 ? 15 : 19) + reach / 7;
  return [Math.max(2 * reach, 0.54 * font * Math.min(label.length, 30)) + 14, 2 * reach + 2.1 * font];
}

/** The components, the largest first, each in the order of its nodes. */
function componentsOf(ties) {
  const seen = new Uint8Array(ties.length), parts = [];
  for (let start = 0; start < ties.length; start++) {
    if (seen[start]) continue;
    const part = [start];
    seen[start] = 1;
    for (let i = 0; i < part.length; i++) for (const n of ties[part[i]].keys()) if (!seen[n]) { seen[n] = 1; part.push(n); }
    parts.push(part.sort((a, b) => a - b));
  }
  return parts.sort((a, b) => b.length - a.length || a[0] - b[0]);
}

/** The places of one component: the strongest by their distances, the others each beside the one that they weigh most with. */
function componentAt(ties, part, boxes, wide) {
  if (part.length === 1) return { x: [0], y: [0] };
  const weight = part.map((n) => sum([...ties[n].values()]));
  const strong = part.map((_, i) => i).sort((a, b) => weight[b] - weight[a] || a - b).slice(0, BACKBONE), place = new Map(strong.map((i, at) => [part[i], at])), size = strong.length;
  const matrix = new Float64Array(size * size);
  strong.forEach((i, at) => { for (const [n, much] of ties[part[i]]) if (place.has(n)) matrix[at * size + place.get(n)] = much; });
  const found = forces(matrix, size, strong.map((i) => boxes[part[i]]), wide), x = new Float64Array(part.length).fill(NaN), y = new Float64Array(part.length).fill(NaN);
  strong.forEach((i, at) => { x[i] = found.x[at]; y[i] = found.y[at]; });
  if (size < part.length) joinTo(ties, part, weight, x, y);
  return { x, y };
}

/** The places of the backbone; the start is a spiral, so nothing is drawn by lot. */
function forces(weight, size, boxes, wide) {
  const x = new Float64Array(size), y = new Float64Array(size), stretch = Math.max(wide, 1 / wide);
  for (let i = 0; i < size; i++) { x[i] = Math.sqrt(i + 0.5) * Math.cos(i * GOLDEN); y[i] = Math.sqrt(i + 0.5) * Math.sin(i * GOLDEN); }
  stress(x, y, distances(weight, size));
  if (size > DENSE) springs(x, y, weight.map(Math.log1p));
  turn(x, y);
  for (let i = 0; i < size; i++) { x[i] *= SPACE * Math.sqrt(stretch); y[i] *= SPACE * Math.sqrt(stretch) / stretch; }
  const [across, down] = wide >= 1 ? [x, y] : [y, x];
  apart(across, down, boxes);
  const [left, right, top, bottom] = extent({ x: across, y: down }), width = right - left + 1, height = bottom - top + 1;
  const wider = Math.min(1.5, Math.max(1, wide * height / width)), higher = Math.min(1.5, Math.max(1, width / wide / height));
  return { x: across.map((n) => n * wider), y: down.map((n) => n * higher) };
}

/** The wanted distances: steps in the network, far ones shortened so that chains fold. */
function distances(weight, size) {
  const found = new Float64Array(size * size).fill(3), near = Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => j).filter((j) => weight[i * size + j] > 0));
  for (let start = 0; start < size; start++) {
    const queue = [start], steps = new Map([[start, 0]]);
    for (const i of queue) for (const j of near[i]) if (!steps.has(j)) { steps.set(j, steps.get(i) + 1); queue.push(j); }
    for (const [i, far] of steps) found[start * size + i] = far;
  }
  return found.map((far, i) => far ** 0.8 + 0.25 * (1 - 1 / (1 + Math.log1p(weight[i]))));
}

/** Move places until their distances come near the wanted ones (Gansner et al., 2004): each goes where its distances ask for, all at once, half of the way. */
function stress(x, y, wanted) {
  const size = x.length;
  if (size < 2) return;
  const weight = wanted.map((far, i) => (i % (size + 1) ? 1 / far ** 2 : 0)), whole = new Float64Array(size), toX = new Float64Array(size), toY = new Float64Array(size);
  for (let i = 0; i < size; i++) whole[i] = sum(weight.subarray(i * size, (i + 1) * size));
  for (let round = 0; round < 2 * ROUNDS; round++) {
    toX.fill(0);
    toY.fill(0);
    for (let i = 1; i < size; i++) {
      for (let j = 0; j < i; j++) {
        const at = i * size + j, dx = x[i] - x[j], dy = y[i] - y[j], pull = weight[at] * (wanted[at] / (Math.sqrt(dx * dx + dy * dy) + 1e-9) - 1);
        toX[i] += pull * dx; toY[i] += pull * dy; toX[j] -= pull * dx; toY[j] -= pull * dy;
      }
    }
    let most = 0;
    for (let i = 0; i < size; i++) {
      const dx = 0.5 * toX[i] / whole[i], dy = 0.5 * toY[i] / whole[i];
      x[i] += dx;
      y[i] += dy;
      most = Math.max(most, Math.abs(dx), Math.abs(dy));
    }
    if (most < STILL) break;
  }
  centre(x, y);
}

function centre(...sides) {
  for (const side of sides) { const mean = sum(side) / side.length; side.forEach((n, i) => { side[i] = n - mean; }); }
}

/** Let springs draw communities together (Fruchterman, Reingold). */
function springs(x, y, pull) {
  const size = x.length, wide = Math.sqrt(size), most = x.reduce((far, n, i) => Math.max(far, Math.abs(n), Math.abs(y[i])), 0) + 1e-9, toX = new Float64Array(size), toY = new Float64Array(size);
  for (let i = 0; i < size; i++) { x[i] *= wide / most; y[i] *= wide / most; }
  for (let step = 0; step < ROUNDS; step++) {
    for (let i = 0; i < size; i++) { toX[i] = -0.08 * x[i]; toY[i] = -0.08 * y[i]; }
    for (let i = 1; i < size; i++) {
      for (let j = 0; j < i; j++) {
        const dx = x[i] - x[j], dy = y[i] - y[j], far = Math.sqrt(dx * dx + dy * dy) + 1e-9, push = 1 / far ** 2 - pull[i * size + j] * far / wide;
        toX[i] += push * dx; toY[i] += push * dy; toX[j] -= push * dx; toY[j] -= push * dy;
      }
    }
    for (let i = 0; i < size; i++) {
      const long = Math.sqrt(toX[i] ** 2 + toY[i] ** 2) + 1e-9, step1 = Math.min(long, 0.1 * wide * (1 - step / ROUNDS)) / long;
      x[i] += toX[i] * step1;
      y[i] += toY[i] * step1;
    }
  }
  evenOut(x, y);
}

/** Bring places to the usual scale, outliers nearer to the middle. */
function evenOut(x, y) {
  const size = x.length, near = new Float64Array(size).fill(Infinity);
  for (let i = 1; i < size; i++) for (let j = 0; j < i; j++) { const far = Math.hypot(x[i] - x[j], y[i] - y[j]); near[i] = Math.min(near[i], far); near[j] = Math.min(near[j], far); }
  const gap = median(near), reach = x.map((n, i) => Math.hypot(n, y[i]) / gap * 0.8 + 1e-9), usual = median(reach); // the usual nearest neighbour stands 0.8 gaps away
  for (let i = 0; i < size; i++) {
    const scale = 0.8 / gap * (reach[i] > usual ? (usual / reach[i]) ** 0.35 : 1);
    x[i] *= scale;
    y[i] *= scale;
  }
}

function median(list) {
  const sorted = [...list].sort((a, b) => a - b), half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/** Turn places so that their longest direction lies along the page. */
function turn(x, y) {
  if (x.length < 3) return;
  centre(x, y);
  const mean = (of) => sum([...x.keys()].map(of)) / x.length;
  const angle = 0.5 * Math.atan2(2 * mean((i) => x[i] * y[i]), mean((i) => x[i] * x[i]) - mean((i) => y[i] * y[i])), cos = Math.cos(angle), sin = Math.sin(angle);
  for (let i = 0; i < x.length; i++) [x[i], y[i]] = [x[i] * cos + y[i] * sin, y[i] * cos - x[i] * sin];
}

/** Move places until no two boxes of node and label overlap (or 500 rounds), each along the shorter way out. */
function apart(x, y, boxes) {
  const size = x.length, sides = [{ at: x }, { at: y }].map(({ at }) => ({ at, by: new Float64Array(size), times: new Float64Array(size) }));
  for (let round = 0, touch = true; touch && round < 500; round++) {
    touch = false;
    for (const { by, times } of sides) { by.fill(0); times.fill(1); }
    for (let i = 1; i < size; i++) {
      for (let j = 0; j < i; j++) {
        const dx = x[i] - x[j], dy = y[i] - y[j], overX = (boxes[i][0] + boxes[j][0]) / 2 - Math.abs(dx), overY = (boxes[i][1] + boxes[j][1]) / 2 - Math.abs(dy);
        if (overX <= 0 || overY <= 0) continue;
        const [side, over, away] = overX < overY ? [sides[0], overX, dx] : [sides[1], overY, dy], push = (over + 1) * (away < 0 ? -1 : 1);
        side.by[i] += push; side.by[j] -= push; side.times[i] += 1; side.times[j] += 1;
        touch = true;
      }
    }
    for (const { at, by, times } of sides) for (let i = 0; i < size; i++) at[i] += by[i] / times[i];
  }
}

/** Put every other node on a spiral around its strongest neighbour that has a place. */
function joinTo(ties, part, weight, x, y) {
  const index = new Map(part.map((n, i) => [n, i])), around = new Map();
  for (let waiting = part.map((_, i) => i).filter((i) => Number.isNaN(x[i])); waiting.length;) {
    const found = new Map();
    for (const i of waiting) {
      let host = null;
      for (const [n, much] of ties[part[i]]) {
        const rank = [much, weight[index.get(n)], index.get(n)];
        if (!Number.isNaN(x[rank[2]]) && (!host || isLess(host, rank))) host = rank;
      }
      if (host) found.set(i, host[2]);
    }
    for (const [i, host] of found) {
      const nth = (around.get(host) || 0) + 1, reach = 0.45 * SPACE * Math.sqrt(nth + 1.5);
      around.set(host, nth);
      x[i] = x[host] + reach * Math.cos(nth * GOLDEN);
      y[i] = y[host] + reach * Math.sin(nth * GOLDEN);
    }
    waiting = waiting.filter((i) => !found.has(i));
  }
}

function extent({ x, y }) {
  const least = (list) => list.reduce((a, b) => Math.min(a, b), Infinity), most = (list) => list.reduce((a, b) => Math.max(a, b), -Infinity);
  return [least(x), most(x), least(y), most(y)];
}

/** Put the small components, in rows, under the giant one. */
function inRows(parts, width, height, boxes, wide, put) {
  const frames = parts.map(({ part, at }) => {
    const half = (axis) => (n, i) => [n - boxes[part[i]][axis] / 2, n + boxes[part[i]][axis] / 2];
    const [left, right, top, bottom] = extent({ x: [...at.x].flatMap(half(0)), y: [...at.y].flatMap(half(1)) });
    return { left, top, width: right - left + 20, height: bottom - top + 20 };
  });
  const room = frames.reduce((most, f) => Math.max(most, f.width), Math.max(width, Math.sqrt(sum(frames.map((f) => f.width * f.height)) * wide), 1));
  let x = 0, y = 0, tall = 0;
  frames.forEach((frame, i) => {
    if (x && x + frame.width > room) [x, y, tall] = [0, y + tall, 0];
    put(parts[i], x - room / 2 - frame.left, height / 2 + 2 * BENEATH + y - frame.top);
    x += frame.width;
    tall = Math.max(tall, frame.height);
  });
}

/** Who said what, in three columns: statements by their first speaker, in their order, the speakers with most of them first; outlets at the mean height of what they print. */
function inColumns() {
  const tellers = new Map(), groups = new Map(), others = new Map(), told = new Map(), heads = new Map(), step = 42;
  quotations.statement.forEach((s, q) => { if (!tellers.has(s)) tellers.set(s, new Set()); if (quotations.speaker[q] >= 0) tellers.get(s).add(quotations.speaker[q]); });
  const push = (map, key, value) => (map.has(key) ? map.get(key).push(value) : map.set(key, [value]));
  for (const [s, speakers] of tellers) {
    push(groups, speakers.size ? Math.min(...speakers) : -1, s);
    for (const a of speakers) push(others, a, s);
  }
  let y = 0;
  for (const [speaker, list] of [...groups].sort(([a, one], [b, other]) => other.length - one.length || a - b)) {
    list.forEach((s, n) => told.set(s, y + n * step));
    if (speaker >= 0) heads.set(speaker, y + Math.floor((list.length - 1) * step / 2));
    y += list.length * step + 40;
  }
  for (const [a, list] of others) if (!heads.has(a)) heads.set(a, Math.floor(sum(list.map((s) => told.get(s))) / list.length) + 40); // speaks with another's words
  const last = [...told.values(), ...heads.values()].reduce((a, b) => Math.max(a, b), 0), middle = Math.floor((y - 40) / 2);
  const side = (letter, x, map) => [...map].map(([n, at]) => [letter + n, [x, at - middle]]);
  return new Map([...side("a", -ASIDE, heads), ...side("s", 0, told), ...side("o", ASIDE, outletHeights(told, last))]);
}

/** How high the outlets stand: in the order of their statements' mean height, evenly from top to end. */
function outletHeights(told, last) {
  const mean = [...printed].filter(([, list]) => list.size).map(([o, list]) => [o, sum([...list].map((s) => told.get(s))) / list.size]);
  const step = mean.length ? Math.max(80, Math.ceil(last / mean.length)) : 0;
  return new Map(mean.sort((a, b) => a[1] - b[1] || a[0] - b[0]).map(([o], n) => [o, (step >> 1) + n * step]));
}
