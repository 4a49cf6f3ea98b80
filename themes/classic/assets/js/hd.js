// Shows a very large picture as tiles, loaded when the visitor opens it and only for the part shown.
import { leaflet, styles } from "./map.js";

const SHEET = new URL("../css/map.css", import.meta.url).href;

/** Replaces the thumbnail by the picture, when its button is clicked. */
export async function explore(button) {
  const figure = button.closest("[data-hd]");
  button.disabled = true;
  try {
    const [L] = await Promise.all([leaflet("../vendor/leaflet/leaflet.js"), styles(SHEET)]);
    open(L, figure);
    button.remove();
  } catch (error) {
    figure.querySelector(".hd-live")?.remove();
    figure.querySelector("picture")?.removeAttribute("hidden");
    button.disabled = false;
    console.error(error);
  }
}

function open(L, figure) {
  const { dataset } = figure;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const [width, height] = [Number(dataset.width), Number(dataset.height)];
  // Zoom level at full size: one pixel of the picture is one pixel of the page.
  const full = Number(dataset.levels) - 1;
  const still = figure.querySelector("picture");
  const box = frame(dataset, width, height);
  figure.prepend(box);
  if (still) still.hidden = true;
  const place = ([x, y]) => L.CRS.Simple.pointToLatLng(L.point(x, y), full);
  const bounds = L.latLngBounds(place([0, 0]), place([width, height]));
  const map = L.map(box, {
    crs: L.CRS.Simple,
    scrollWheelZoom: false,
    zoomControl: false,
    attributionControl: false,
    zoomAnimation: !calm,
    fadeAnimation: !calm,
    maxZoom: full + 1,
    maxBounds: bounds,
    maxBoundsViscosity: 0.8,
  });
  L.control.zoom({ zoomInTitle: dataset.zoomIn, zoomOutTitle: dataset.zoomOut }).addTo(map);
  /** Returns the zoom that shows the whole picture. */
  const whole = () => Math.min(full, full + Math.log2(Math.min(box.clientWidth / width, box.clientHeight / height)));
  map.setMinZoom(whole());
  map.setView(bounds.getCenter(), whole());
  map.on("resize", () => map.setMinZoom(whole()));
  // The thumbnail lies below the tiles: until they are loaded, and in the gaps between them.
  const small = still?.querySelector("img");
  if (small) L.imageOverlay(small.currentSrc || small.src, bounds, { pane: "tilePane", zIndex: 0 }).addTo(map);
  tiles(L, dataset, full, bounds).addTo(map);
  annotate(L, map, figure, place, full, calm);

  box.addEventListener("keydown", ({ key }) => key === "Escape" && map.closePopup());
  map.on("popupopen", ({ popup }) => {
    popup.getElement().querySelector(".leaflet-popup-close-button")?.setAttribute("aria-label", dataset.close);
  });
  map.on("focus", () => map.scrollWheelZoom.enable());
  map.on("blur", () => map.scrollWheelZoom.disable());
  box.focus({ preventScroll: true });
}

function frame(dataset, width, height) {
  const box = document.createElement("div");
  box.className = "map-live hd-live";
  box.style.aspectRatio = `${width} / ${height}`;
  box.setAttribute("role", "application");
  box.setAttribute("aria-label", dataset.hd);
  box.tabIndex = 0;
  return box;
}

function tiles(L, dataset, full, bounds) {
  const [width, height, wide, high] = ["width", "height", "tileWidth", "tileHeight"].map((key) => Number(dataset[key]));
  // On dense screens, the next level at half its size is sharper.
  const dense = devicePixelRatio > 1 && full > 0 ? 1 : 0;
  const layer = L.tileLayer(dataset.tiles, {
    tileSize: L.point(wide, high).divideBy(2 ** dense),
    zoomOffset: dense,
    minNativeZoom: -dense,
    maxNativeZoom: full - dense,
    minZoom: -Infinity,
    maxZoom: full + 1,
    bounds,
    noWrap: true,
  });
  // Tiles at the right and bottom edges are padded with black: cuts it off.
  layer.on("tileloadstart", ({ tile, coords }) => {
    const scale = 2 ** (full - coords.z - dense);
    const [right, bottom] = [1 - (width / scale - coords.x * wide) / wide, 1 - (height / scale - coords.y * high) / high];
    if (right > 0 || bottom > 0) tile.style.clipPath = `inset(0 ${100 * Math.max(0, right)}% ${100 * Math.max(0, bottom)}% 0)`;
  });
  return layer;
}

/** Adds the annotations to the picture; each name in the list becomes a button that shows its place. */
function annotate(L, map, figure, place, full, calm) {
  for (const item of figure.querySelectorAll("[data-pixels]")) {
    const corners = item.dataset.pixels.split(" ").filter(Boolean).map((corner) => place(corner.split(",").map(Number)));
    if (corners.length === 0) continue;
    const name = item.firstChild.textContent.trim();
    const layer = corners.length > 1 ? outline(L, map, corners, name) : marker(L, map, corners[0], name);
    const words = document.createElement("span");
    words.append(name, ...[...item.children].flatMap((category) => [" ", category.cloneNode(true)]));
    layer.bindPopup(words);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "plain";
    button.textContent = name;
    button.addEventListener("click", () => {
      const there = L.latLngBounds(corners);
      map.fitBounds(there.pad(0.5), { maxZoom: Math.max(map.getZoom(), full - 1), animate: !calm });
      layer.openPopup(there.getCenter());
      map.getContainer().scrollIntoView({ block: "nearest", behavior: calm ? "auto" : "smooth" });
    });
    item.firstChild.replaceWith(button, " ");
  }
}

function marker(L, map, at, name) {
  const icon = L.divIcon({ className: "marker marker-annotation", iconSize: [26, 26] });
  return L.marker(at, { icon, title: name, alt: name }).addTo(map);
}

/** Adds an outline that the keyboard can reach, which Leaflet does not do. */
function outline(L, map, corners, name) {
  const shape = (corners.length > 2 ? L.polygon : L.polyline)(corners, { className: "hd-outline" }).addTo(map);
  const path = shape.getElement();
  path.setAttribute("tabindex", "0");
  path.setAttribute("role", "button");
  path.setAttribute("aria-label", name);
  // Leaflet handles Enter, but not the space bar.
  path.addEventListener("keydown", (event) => {
    if (event.key !== " ") return;
    event.preventDefault();
    shape.openPopup();
  });
  return shape;
}
