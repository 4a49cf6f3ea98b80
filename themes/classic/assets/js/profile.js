// Reads the elevation profile at the pointer, or by the arrow keys, and tells the map.

const SVG = "http://www.w3.org/2000/svg";

export function prepareProfile(figure) {
  const samples = JSON.parse(figure.querySelector("script").textContent);
  const svg = figure.querySelector("svg");
  const readout = figure.querySelector("[data-readout]");
  const line = figure.querySelector(".profile-line");
  const length = samples.at(-1)[0];
  const width = 800;
  const cursor = document.createElementNS(SVG, "g");
  cursor.innerHTML = '<path class="profile-cursor"></path><circle class="profile-dot" r="6"></circle>';
  cursor.style.display = "none";
  svg.append(cursor);
  const number = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 });
  const say = ([distance, elevation]) =>
    readout.dataset.template.replace("%d", number.format(distance / 1000)).replace("%e", number.format(elevation));
  svg.tabIndex = 0;
  svg.setAttribute("role", "slider");
  svg.setAttribute("aria-valuemin", 0);
  svg.setAttribute("aria-valuemax", length);
  svg.setAttribute("aria-valuenow", 0);
  svg.setAttribute("aria-valuetext", say(samples[0]));
  const box = line.getBBox();
  const heights = samples.map((sample) => sample[1]);
  const low = Math.min(...heights), high = Math.max(...heights);
  let index = 0;

  const show = (at) => {
    index = Math.max(0, Math.min(samples.length - 1, at));
    const [distance, elevation, lon, lat] = samples[index];
    const x = (distance / length) * width;
    const y = high > low ? box.y + ((high - elevation) / (high - low)) * box.height : box.y;
    cursor.style.display = "";
    cursor.firstChild.setAttribute("d", `M${x} 0V200`);
    cursor.lastChild.setAttribute("cx", x);
    cursor.lastChild.setAttribute("cy", y);
    svg.setAttribute("aria-valuenow", distance);
    svg.setAttribute("aria-valuetext", say(samples[index]));
    readout.textContent = say(samples[index]);
    document.dispatchEvent(new CustomEvent("profile", { detail: { lon, lat } }));
  };
  const hide = () => {
    cursor.style.display = "none";
    readout.textContent = "";
    document.dispatchEvent(new CustomEvent("profile", { detail: null }));
  };
  const point = (event) => {
    const matrix = svg.getScreenCTM();
    const distance = (((event.clientX - matrix.e) / matrix.a) / width) * length;
    let nearest = 0;
    for (const [i, sample] of samples.entries()) {
      if (Math.abs(sample[0] - distance) < Math.abs(samples[nearest][0] - distance)) nearest = i;
    }
    show(nearest);
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
