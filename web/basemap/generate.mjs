// Makes land.txt, the small basemap of the desk, from Natural Earth (world-atlas, 1:50 million).
//
//   cd web && npm ci && npm run basemap
//
// Each line of land.txt is `L` (ring of land), `W` (ring of inland water) or `B` (land border), then a
// polyline of longitude,latitude steps in whole hundredths of a degree, written in the encoded polyline
// format. Points whose triangle with their neighbours is smallest go first (Visvalingam and Whyatt 1993)
// until the file fits; from North-East Africa to Japan, where people have been brought home from so far,
// points count four times as much. Antarctica and the high Arctic are left out.

import { readFileSync, writeFileSync } from "node:fs";

const LIMIT = 60_000;
const SOUTH = -60;
const NORTH = 74;
const SMALLEST_ISLAND = 0.02; // square degrees

const read = (name) =>
  JSON.parse(readFileSync(new URL(`../node_modules/world-atlas/${name}`, import.meta.url)));

/** Arcs of a TopoJSON file as lists of [longitude, latitude]. */
function arcsOf(topology) {
  const { scale, translate } = topology.transform;
  return topology.arcs.map((arc) => {
    let x = 0;
    let y = 0;
    return arc.map(([dx, dy]) => {
      x += dx;
      y += dy;
      return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
    });
  });
}

const arcAt = (arcs, i) => (i < 0 ? [...arcs[~i]].reverse() : arcs[i]);

function ringOf(arcs, indices) {
  const points = [];
  for (const i of indices) points.push(...arcAt(arcs, i).slice(points.length ? 1 : 0));
  return points;
}

const triangle = (a, b, c) =>
  Math.abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2;

const areaOf = (ring) => {
  let sum = 0;
  for (let i = 1; i < ring.length; i++) {
    sum += ring[i - 1][0] * ring[i][1] - ring[i][0] * ring[i - 1][1];
  }
  return sum / 2;
};

const detail = ([lon, lat]) => (lon > 20 && lon < 150 && lat > -12 && lat < 50 ? 4 : 1);

/** For each point, the area at which it goes; the ends never go. */
function importance(points) {
  const weight = points.map(() => Infinity);
  const left = points.map((_, i) => i);
  let floor = 0;
  while (left.length > 2) {
    let at = 1;
    let best = Infinity;
    for (let i = 1; i + 1 < left.length; i++) {
      const [a, b, c] = [points[left[i - 1]], points[left[i]], points[left[i + 1]]];
      const area = triangle(a, b, c) * detail(b);
      if (area < best) [best, at] = [area, i];
    }
    floor = Math.max(floor, best);
    weight[left[at]] = floor;
    left.splice(at, 1);
  }
  return weight;
}

/** One number in Google's encoded polyline format: five bits a character, low bits first. */
function polylineNumber(n) {
  let bits = n < 0 ? ~(n << 1) : n << 1;
  let text = "";
  while (bits >= 32) {
    text += String.fromCharCode((32 | (bits & 31)) + 63);
    bits >>= 5;
  }
  return text + String.fromCharCode(bits + 63);
}

function line(kind, points) {
  let px = 0;
  let py = 0;
  let text = kind;
  for (const [i, [lon, lat]] of points.entries()) {
    const x = Math.round(lon * 100);
    const y = Math.round(lat * 100);
    if (i > 0 && x === px && y === py) continue;
    text += polylineNumber(x - px) + polylineNumber(y - py);
    [px, py] = [x, y];
  }
  return text;
}

const inView = (points) => points.every(([, lat]) => lat > SOUTH) && points.some(([, lat]) => lat < NORTH);

const shapes = [];
const land = read("land-50m.json");
const landArcs = arcsOf(land);
for (const part of land.objects.land.geometries) {
  for (const polygon of part.arcs) {
    for (const indices of polygon) {
      const points = ringOf(landArcs, indices);
      if (!inView(points) || Math.abs(areaOf(points)) < SMALLEST_ISLAND) continue;
      shapes.push({ kind: indices === polygon[0] ? "L" : "W", points, least: 5 });
    }
  }
}
const countries = read("countries-50m.json");
const countryArcs = arcsOf(countries);
const users = new Map();
for (const country of countries.objects.countries.geometries) {
  for (const i of country.arcs.flat(3)) {
    const arc = i < 0 ? ~i : i;
    users.set(arc, (users.get(arc) ?? 0) + 1);
  }
}
for (const [arc, count] of users) {
  const points = countryArcs[arc];
  if (count > 1 && inView(points)) shapes.push({ kind: "B", points, least: 2 });
}
for (const shape of shapes) shape.weight = importance(shape.points);

function fileAt(threshold) {
  return shapes
    .map(({ kind, points, weight, least }) => {
      let kept = points.filter((_, i) => weight[i] >= threshold);
      if (kept.length < least) {
        const bar = [...weight].sort((a, b) => b - a)[Math.min(least, weight.length) - 1];
        kept = points.filter((_, i) => weight[i] >= bar);
      }
      return line(kind, kept);
    })
    .join("\n")
    .concat("\n");
}

let [low, high] = [0, 1];
for (let i = 0; i < 30; i++) {
  const middle = (low + high) / 2;
  if (fileAt(middle).length > LIMIT) low = middle;
  else high = middle;
}
const text = fileAt(high);
writeFileSync(new URL("land.txt", import.meta.url), text);
console.log(`land.txt: ${text.length} bytes, ${text.split("\n").length - 1} shapes, threshold ${high.toFixed(4)} square degrees`);
