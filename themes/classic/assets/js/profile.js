// Shows distance and elevation at the pointer, or by the arrow keys, and marks the place on the map.

const SVG = "http://www.w3.org/2000/svg";
// Width of the drawing in its own units.
const WIDTH = 800;

export function prepareProfile(figure) {
  const samples = JSON.parse(figure.querySelector("script").textContent);
  const svg = figure.querySelector("svg");
  const readout = figure.querySelector("[data-readout]");
  const length = samples.at(-1)[0];
  const cursor = addCursor(svg);
  const number = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 });
  const describe = ([distance, elevation]) =>
    readout.dataset.template.replace("%d", number.format(distance / 1000)).replace("%e", number.format(elevation));
  makeSlider(svg, length, describe(samples[0]));
  const heightOf = heights(figure.querySelector(".profile-line"), samples);
  let index = 0;

  const show = (at) => {
    index = Math.max(0, Math.min(samples.length - 1, at));
    const [distance, elevation, lon, lat] = samples[index];
    const x = (distance / length) * WIDTH;
    cursor.style.display = "";
    cursor.firstChild.setAttribute("d", `M${x} 0V200`);
    cursor.lastChild.setAttribute("cx", x);
    cursor.lastChild.setAttribute("cy", heightOf(elevation));
    svg.setAttribute("aria-valuenow", distance);
    svg.setAttribute("aria-valuetext", describe(samples[index]));
    readout.textContent = describe(samples[index]);
    document.dispatchEvent(new CustomEvent("profile", { detail: { lon, lat } }));
  };
  const hide = () => {
    cursor.style.display = "none";
    readout.textContent = "";
    document.dispatchEvent(new CustomEvent("profile", { detail: null }));
  };
  const point = ({ clientX }) => {
    const matrix = svg.getScreenCTM();
    show(nearest(samples, (((clientX - matrix.e) / matrix.a) / WIDTH) * length));
  };
  svg.addEventListener("pointerdown", point);
  svg.addEventListener("pointermove", point);
  svg.addEventListener("pointerleave", hide);
  svg.addEventListener("blur", hide);
  svg.addEventListener("focus", () => svg.matches(":focus-visible") && show(index));
  svg.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key];
    if (event.key === "Home") show(0);
    else if (event.key === "End") show(samples.length - 1);
    else if (event.key === "Escape") hide();
    else if (step) show(index + step);
    else return;
    event.preventDefault();
  });
}

/** Adds the hidden cursor: a vertical line, and a dot on the profile. */
function addCursor(svg) {
  const cursor = document.createElementNS(SVG, "g");
  cursor.innerHTML = '<path class="profile-cursor"></path><circle class="profile-dot" r="6"></circle>';
  cursor.style.display = "none";
  svg.append(cursor);
  return cursor;
}

/** Makes the drawing a slider for the keyboard and for screen readers. */
function makeSlider(svg, length, text) {
  svg.tabIndex = 0;
  svg.setAttribute("role", "slider");
  svg.setAttribute("aria-valuemin", 0);
  svg.setAttribute("aria-valuemax", length);
  svg.setAttribute("aria-valuenow", 0);
  svg.setAttribute("aria-valuetext", text);
}

/** Returns a function from an elevation to its y in the drawing, whose line spans all elevations. */
function heights(line, samples) {
  const box = line.getBBox();
  const elevations = samples.map((sample) => sample[1]);
  const low = Math.min(...elevations), high = Math.max(...elevations);
  return (elevation) => (high > low ? box.y + ((high - elevation) / (high - low)) * box.height : box.y);
}

/** Returns the index of the sample that is nearest to a distance. */
function nearest(samples, distance) {
  let found = 0;
  for (const [i, sample] of samples.entries()) {
    if (Math.abs(sample[0] - distance) < Math.abs(samples[found][0] - distance)) found = i;
  }
  return found;
}
