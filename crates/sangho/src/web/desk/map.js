// The desk's map in the browser: the same facts as the server's drawing, to pan and zoom. No tiles, no
// fonts and nothing from any other address; labels are HTML.

import * as maplibregl from "./maplibre-gl.mjs";

const INK = { sea: "#e6eef4", land: "#faf8f2", coast: "#9fb0bd", border: "#b4ab99", leg: "#14529e", alert: "#a3161d" };

const style = {
  version: 8,
  sources: {
    land: { type: "geojson", data: "/desk/land.json", attribution: "Natural Earth" },
    alerts: { type: "geojson", data: empty() },
    legs: { type: "geojson", data: empty() },
  },
  layers: [
    { id: "sea", type: "background", paint: { "background-color": INK.sea } },
    { id: "land", type: "fill", source: "land", filter: ["==", "kind", "land"], paint: { "fill-color": INK.land, "fill-outline-color": INK.coast } },
    { id: "water", type: "fill", source: "land", filter: ["==", "kind", "water"], paint: { "fill-color": INK.sea } },
    { id: "border", type: "line", source: "land", filter: ["==", "kind", "border"], paint: { "line-color": INK.border, "line-dasharray": [4, 2] } },
    { id: "alert", type: "fill", source: "alerts", paint: { "fill-color": INK.alert, "fill-opacity": 0.18 } },
    { id: "alert-edge", type: "line", source: "alerts", paint: { "line-color": INK.alert, "line-width": 1.5 } },
    { id: "leg", type: "line", source: "legs", paint: { "line-color": INK.leg, "line-width": 1.6, "line-dasharray": [4, 2] } },
  ],
};

function empty() {
  return { type: "FeatureCollection", features: [] };
}

const collect = (features) => ({ type: "FeatureCollection", features });
const feature = (geometry, properties) => ({ type: "Feature", geometry, properties });

/** CAP's latitude,longitude rings as GeoJSON's longitude,latitude. */
const alertFeatures = (alerts) =>
  alerts.flatMap((alert) =>
    alert.rings.map((ring) => feature({ type: "Polygon", coordinates: [ring.map(([lat, lon]) => [lon, lat])] }, {})));

function legFeatures(map) {
  const at = new Map(map.places.map((place) => [place.id, [place.lon, place.lat]]));
  return map.routes
    .filter((route) => at.has(route.from) && at.has(route.to))
    .map((route) => feature({ type: "LineString", coordinates: [at.get(route.from), at.get(route.to)] }, { lift: route.lift }));
}

function mark(place, closed, lang) {
  const label = document.createElement("div");
  label.className = `mark is-${place.standing}${closed ? " is-shut" : ""}`;
  label.append(`${place.id} ${place.name[lang]}`);
  const counts = [["●", place.people.japan], ["■", place.people.korea], ["▲", place.people.other]];
  const people = counts.filter(([, n]) => n > 0).map(([shape, n]) => `${shape}${n}`).join(" ");
  if (people) {
    const line = document.createElement("b");
    line.textContent = people;
    label.append(line);
  }
  return label;
}

async function facts() {
  const answer = await fetch("/api/desk.json", { cache: "no-store" });
  if (!answer.ok) throw new Error(String(answer.status));
  return (await answer.json()).map;
}

function boundsOf(places) {
  const bounds = new maplibregl.LngLatBounds();
  for (const place of places) if (place.standing !== "home") bounds.extend([place.lon, place.lat]);
  return bounds;
}

/** Takes the place of the server's drawing once everything is there; leaves it alone otherwise. */
export async function start() {
  const probe = document.createElement("canvas").getContext("webgl2");
  if (!probe) return;
  const css = Object.assign(document.createElement("link"), {
    rel: "stylesheet",
    href: new URL("./maplibre-gl.css", import.meta.url).href,
  });
  document.head.append(css);
  let now = await facts();
  const canvas = document.querySelector(".map .canvas");
  const stage = document.createElement("div");
  stage.className = "stage";
  canvas.append(stage);
  let map;
  try {
    map = new maplibregl.Map({
      container: stage,
      style,
      bounds: boundsOf(now.places),
      fitBoundsOptions: { padding: { top: 50, bottom: 50, left: 60, right: 130 } },
      attributionControl: { compact: true },
      dragRotate: false,
      maxZoom: 9,
    });
  } catch {
    stage.remove();
    return;
  }
  map.addControl(new maplibregl.NavigationControl({ showCompass: false }));
  let markers = [];
  const show = () => {
    const lang = document.documentElement.lang;
    const closed = new Set(now.closures.map((closure) => closure.place));
    map.getSource("alerts").setData(collect(alertFeatures(now.alerts)));
    map.getSource("legs").setData(collect(legFeatures(now)));
    for (const marker of markers) marker.remove();
    markers = now.places.map((place) =>
      new maplibregl.Marker({ element: mark(place, closed.has(place.id), lang), anchor: "left" })
        .setLngLat([place.lon, place.lat])
        .addTo(map));
  };
  map.on("load", () => {
    show();
    canvas.classList.add("gl"); // the drawing gives way on screen; paper still gets it
  });
  document.addEventListener("desk-changed", async () => {
    now = await facts().catch(() => now);
    if (map.loaded()) show();
  });
}
