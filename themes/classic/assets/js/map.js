// Replaces the drawing of a map by a live map when the visitor opens it. Neither the library nor the
// background is loaded before.

// Sizes of markers in pixels, by the kind of the point.
const SIZE = { departure: 20, arrival: 18, reference: 24, parking: 22, here: 22, facility: 12, signpost: 12 };
// Layers (z-index) below the lines, which Leaflet draws at 400.
const PANES = { areas: 380, edges: 390 };
const LEAFLET = '<a href="https://leafletjs.com/">Leaflet</a>';

/** Returns `open`, which opens the map of a figure, and `mark`, which marks a place on it or on its drawing. */
export function prepareMap(figure) {
  let mark = markOnDrawing(figure);
  return {
    mark: (place) => mark(place),
    /** `shown`: addresses of the treks found by the search, or `null` for all treks. */
    open: async (button, shown) => {
      button.disabled = true;
      try {
        mark = markOnMap(await open(figure, shown));
        button.remove();
      } catch (error) {
        button.disabled = false;
        console.error(error);
      }
    },
  };
}

/** Replaces the drawing by a map. Returns Leaflet and the map. */
async function open(figure, shown) {
  const { dataset } = figure;
  // The list may be filtered again while the files load.
  let show = () => {};
  document.addEventListener("filter", ({ detail }) => show((shown = detail)));
  const [L, data] = await Promise.all([leaflet(dataset.leaflet), load(figure), styles(dataset.styles)]);
  const box = frame(figure.querySelector(".map-still"));
  const maxZoom = Number(dataset.maxZoom) || 18;
  const map = L.map(box, { scrollWheelZoom: false, zoomControl: false });
  map.attributionControl.setPrefix(LEAFLET);
  L.control.zoom({ zoomInTitle: dataset.zoomIn, zoomOutTitle: dataset.zoomOut }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  if (dataset.tiles) background(L, dataset, maxZoom).addTo(map);
  const treks = draw(L, map, data);
  show = (filter) => {
    for (const { url, layers } of treks) {
      for (const layer of layers) filter && !filter.has(url) ? layer.remove() : layer.addTo(map);
    }
  };
  show(shown);
  const [west, south, east, north] = data.bounds;
  map.fitBounds([[south, west], [north, east]], { padding: [28, 28], maxZoom });
  map.on("popupopen", ({ popup }) => {
    popup.getElement().querySelector(".leaflet-popup-close-button")?.setAttribute("aria-label", dataset.close);
  });
  // For other scripts: the report form asks for a place on the map.
  map.on("click", ({ latlng }) => {
    document.dispatchEvent(new CustomEvent("map-click", { detail: { lat: latlng.lat, lon: latlng.lng } }));
  });
  map.on("focus", () => map.scrollWheelZoom.enable());
  map.on("blur", () => map.scrollWheelZoom.disable());
  box.focus({ preventScroll: true });
  return { L, map };
}

/** Adds the element of the map after the drawing, which is then for paper only: tiles print badly. */
function frame(still) {
  const box = document.createElement("div");
  box.className = "map-live";
  box.setAttribute("role", "application");
  box.setAttribute("aria-label", still.getAttribute("aria-label"));
  box.tabIndex = 0;
  still.classList.add("print-only");
  still.after(box);
  return box;
}

function background(L, dataset, maxZoom) {
  const attribution = document.createElement("span");
  attribution.textContent = dataset.attribution;
  const [west, south, east, north] = dataset.bounds?.split(",").map(Number) ?? [];
  return L.tileLayer(dataset.tiles, {
    minNativeZoom: Number(dataset.minZoom),
    maxNativeZoom: maxZoom,
    maxZoom: Math.max(maxZoom, 17),
    bounds: dataset.bounds && [[south, west], [north, east]],
    attribution: attribution.innerHTML,
  });
}

/** Draws areas, trails and points. Returns the layers of each trek, with its address. */
function draw(L, map, data) {
  // The white edges of all trails lie below all lines, so that no edge hides another trail.
  for (const [pane, height] of Object.entries(PANES)) map.createPane(pane).style.zIndex = height;
  for (const area of data.areas ?? []) {
    L.polygon(area.map(decode), { pane: "areas", className: "map-area", interactive: false }).addTo(map);
  }
  const treks = [];
  for (const { url, name, segments } of trails(data.lines)) {
    const edge = L.polyline(segments, { pane: "edges", color: "#fff", weight: 8, opacity: 0.8, interactive: false }).addTo(map);
    const line = L.polyline(segments, { className: "map-line", weight: 4.5, interactive: Boolean(url) }).addTo(map);
    if (url) line.bindPopup(link({ url, name }));
    treks.push({ url, layers: [edge, line] });
  }
  for (const point of data.points) {
    const found = marker(L, point).addTo(map);
    // A trek without a line.
    if (point.kind === "trek") treks.push({ url: point.url, layers: [found] });
  }
  return treks;
}

/** Groups the lines by trail. */
function trails(lines) {
  const trails = new Map();
  for (const { url, name, line } of lines) {
    if (!trails.has(url)) trails.set(url, { url, name, segments: [] });
    trails.get(url).segments.push(decode(line));
  }
  return trails.values();
}

async function load(figure) {
  if (figure.dataset.url) return (await fetch(figure.dataset.url)).json();
  return JSON.parse(figure.querySelector("script").textContent);
}

/** Loads Leaflet, which is a script of the kind that defines a global variable. */
export async function leaflet(url) {
  await import(url);
  return window.L;
}

/** Loads a stylesheet; resolves once it applies. */
export function styles(href) {
  return new Promise((resolve, reject) => {
    const sheet = document.createElement("link");
    sheet.rel = "stylesheet";
    sheet.href = href;
    sheet.onload = resolve;
    sheet.onerror = reject;
    document.head.append(sheet);
  });
}

function marker(L, point) {
  // A place without an address is the subject of the page.
  const kind = ["poi", "content", "event"].includes(point.kind) && !point.url ? "here" : point.kind;
  const size = SIZE[kind] ?? 16;
  const icon = L.divIcon({
    className: `marker marker-${kind}`,
    iconSize: [size, size],
    html: kind === "reference" ? `<span>${Number(point.name)}</span>` : kind === "parking" ? "<span>P</span>" : "",
  });
  const found = L.marker([point.lat, point.lon], { icon, alt: point.name, title: point.name, keyboard: Boolean(point.name) });
  return point.name && kind !== "reference" ? found.bindPopup(link(point)) : found;
}

function link(item) {
  const element = document.createElement(item.url ? "a" : "span");
  if (item.url) element.href = item.url;
  element.textContent = item.name;
  return element;
}

/** Returns a function that marks a place on the map, or removes the mark if the place is null. */
function markOnMap({ L, map }) {
  let dot;
  return (place) => {
    dot?.remove();
    if (!place) return;
    dot = L.circleMarker([place.lat, place.lon], { className: "map-dot", radius: 8, color: "#fff", weight: 3, fillColor: "#111", fillOpacity: 1 }).addTo(map);
    if (!map.getBounds().contains(dot.getLatLng())) map.panTo(dot.getLatLng());
  };
}

/** Returns a function that marks a place on the drawing. */
function markOnDrawing(figure) {
  const inline = figure.querySelector("script");
  if (!inline) return () => {};
  const [west, south, east, north] = JSON.parse(inline.textContent).frame;
  const still = figure.querySelector(".map-still");
  const { width, height } = still.viewBox.baseVal;
  // Web Mercator, as the drawing.
  const up = (lat) => Math.asinh(Math.tan((lat * Math.PI) / 180));
  const dot = document.createElementNS(still.namespaceURI, "circle");
  dot.setAttribute("class", "map-dot");
  return (place) => {
    dot.remove();
    if (!place) return;
    dot.setAttribute("cx", ((place.lon - west) / (east - west)) * width);
    dot.setAttribute("cy", ((up(north) - up(place.lat)) / (up(north) - up(south))) * height);
    still.append(dot);
  };
}

/** Decodes an encoded polyline (Google's format, five decimals) into latitudes and longitudes. */
export function decode(text) {
  const points = [];
  let at = 0, lat = 0, lon = 0;
  const next = () => {
    let shift = 0, value = 0, byte;
    do {
      byte = text.charCodeAt(at++) - 63;
      value |= (byte & 31) << shift;
      shift += 5;
    } while (byte >= 32);
    return value & 1 ? ~(value >> 1) : value >> 1;
  };
  while (at < text.length) {
    lat += next();
    lon += next();
    points.push([lat / 1e5, lon / 1e5]);
  }
  return points;
}
