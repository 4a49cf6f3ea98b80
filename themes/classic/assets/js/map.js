// Turns the still drawing of a map into a map that moves, when the visitor asks for it.
// Nothing is loaded before: neither the library nor the background.

const ROUND = { departure: 20, arrival: 18, reference: 24, poi: 16 };

export function prepareMaps() {
  for (const figure of document.querySelectorAll("[data-map]")) {
    const button = figure.querySelector("[data-open]");
    const note = figure.querySelector("[data-note]");
    button.hidden = false;
    if (note) note.hidden = false;
    button.addEventListener("click", async () => {
      button.disabled = true;
      try {
        await open(figure);
        button.remove();
      } catch (error) {
        button.disabled = false;
        console.error(error);
      }
    });
  }
}

async function open(figure) {
  const { dataset } = figure;
  const [L, data] = await Promise.all([import(dataset.leaflet), load(figure), styles(dataset.styles)]);
  const still = figure.querySelector(".map-still");
  const box = document.createElement("div");
  box.className = "map-live";
  box.setAttribute("role", "application");
  box.setAttribute("aria-label", still.getAttribute("aria-label"));
  box.tabIndex = 0;
  still.replaceWith(box);
  const maxZoom = Number(dataset.maxZoom) || 18;
  const map = L.map(box, { scrollWheelZoom: false });
  if (dataset.tiles) {
    const attribution = document.createElement("span");
    attribution.textContent = dataset.attribution;
    L.tileLayer(dataset.tiles, { maxNativeZoom: maxZoom, maxZoom: Math.max(maxZoom, 17), attribution: attribution.innerHTML }).addTo(map);
  }
  L.control.scale({ imperial: false }).addTo(map);
  const color = getComputedStyle(figure).getPropertyValue("--brand").trim() || "#2f6b4f";
  for (const item of data.lines) {
    const points = decode(item.line);
    L.polyline(points, { color: "#fff", weight: 8, opacity: 0.8, interactive: false }).addTo(map);
    const line = L.polyline(points, { color, weight: 4.5 }).addTo(map);
    if (item.url) line.bindPopup(link(item));
  }
  for (const point of data.points) marker(L, point).addTo(map);
  const [west, south, east, north] = data.bounds;
  map.fitBounds([[south, west], [north, east]], { padding: [28, 28], maxZoom });
  map.on("focus", () => map.scrollWheelZoom.enable());
  map.on("blur", () => map.scrollWheelZoom.disable());
  box.focus({ preventScroll: true });
  follow(L, map);
}

async function load(figure) {
  if (figure.dataset.url) return (await fetch(figure.dataset.url)).json();
  return JSON.parse(figure.querySelector("script").textContent);
}

function styles(href) {
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
  const size = ROUND[point.kind] ?? 16;
  const icon = L.divIcon({
    className: `marker marker-${point.kind}`,
    iconSize: [size, size],
    html: point.kind === "reference" ? String(Number(point.name)) : point.kind === "parking" ? "P" : "",
  });
  const found = L.marker([point.lat, point.lon], { icon, alt: point.name, title: point.name, keyboard: Boolean(point.name) });
  return point.name && point.kind !== "reference" ? found.bindPopup(link(point)) : found;
}

function link(item) {
  const element = document.createElement(item.url ? "a" : "span");
  if (item.url) element.href = item.url;
  element.textContent = item.name;
  return element;
}

// The place that the pointer is at on the profile.
function follow(L, map) {
  let dot;
  document.addEventListener("profile", ({ detail }) => {
    dot?.remove();
    if (!detail) return;
    dot = L.circleMarker([detail.lat, detail.lon], { radius: 8, color: "#fff", weight: 3, fillColor: "#111", fillOpacity: 1 }).addTo(map);
    if (!map.getBounds().contains(dot.getLatLng())) map.panTo(dot.getLatLng());
  });
}

// Google's encoded polyline, 1e-5 degrees.
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
