// The form to report a problem: sent to the Geotrek-admin of the trek, or opened as an e-mail.
// Photographs are made smaller first, which also removes their metadata.
import { offer, send } from "./outbox.js";

const MOST_PICTURES = 3;
// Pixels of the longer side of a photograph.
const LARGEST = 1600;

export function prepareReport(section) {
  const details = section.querySelector("details");
  const form = section.querySelector("form");
  const done = section.querySelector("[data-done]");
  const pictures = form.elements.pictures ? preparePictures(form) : new Map();
  preparePlace(form);
  for (const element of [section, details, ...document.querySelectorAll("[data-report-link]")]) element.hidden = false;
  details.addEventListener("toggle", () => {
    if (details.open) done.hidden = true;
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("[type=submit]");
    if (button.disabled || !isComplete(form)) return;
    if (!form.dataset.action) {
      location.href = mail(form);
      return;
    }
    button.disabled = true;
    setStatus(form, form.dataset.sending);
    const { outcome, errors } = await send(content(form, pictures));
    button.disabled = false;
    setStatus(form, form.dataset[outcome] ?? "");
    if (outcome === "refused") showRefusedFields(form, errors);
    if (outcome === "refused" || outcome === "lost") return;
    form.reset();
    details.open = false;
    if (outcome === "kept") return offer(section);
    setStatus(form, "");
    done.hidden = false;
    done.focus();
  });
}

function setStatus(form, text) {
  form.querySelector("[data-status]").textContent = text;
}

/** Shows an error below a field; an empty text removes it. */
function showError(field, text) {
  document.getElementById(`${field.id}-error`).textContent = text;
  if (text) field.setAttribute("aria-invalid", "true");
  else field.removeAttribute("aria-invalid");
}

function isComplete(form) {
  const { comment, email, latitude, longitude } = form.elements;
  const missing = (field) => (field.value.trim() ? "" : form.dataset.missing);
  const checks = [[comment, missing(comment)]];
  for (const [field, most] of [[latitude, 90], [longitude, 180]]) {
    checks.push([field, Math.abs(degrees(field)) <= most || !place(form) ? "" : field.dataset.wrong]);
  }
  if (email) checks.push([email, missing(email) || (/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email.value.trim()) ? "" : email.dataset.wrong)]);
  for (const [field, text] of checks) showError(field, text);
  form.querySelector("[aria-invalid]")?.focus();
  return checks.every(([, text]) => !text);
}

/** Marks the fields that the server refused. Its own messages may be in another language. */
function showRefusedFields(form, errors) {
  for (const name of Object.keys(errors)) {
    const field = form.elements[name === "geom" ? "latitude" : name];
    if (field?.id && document.getElementById(`${field.id}-error`)) showError(field, form.dataset.refusedField);
  }
  form.querySelector("[aria-invalid]")?.focus();
}

/** Returns a number written with a point or a comma, or NaN. */
function degrees(field) {
  return Number(field.value.trim().replace(",", ".") || NaN);
}

/** Returns longitude and latitude, or null if both fields are empty. */
function place(form) {
  const { latitude, longitude } = form.elements;
  return latitude.value.trim() || longitude.value.trim() ? [degrees(longitude), degrees(latitude)] : null;
}

/** Returns the report to send. Its identifier depends on its content only. */
function content(form, pictures) {
  const { action, trek, name } = form.dataset;
  const fields = ["email", "comment", "category", "activity", "problem_magnitude"]
    .map((name) => [name, form.elements[name]?.value.trim()])
    .filter(([, value]) => value);
  if (trek) fields.push(["related_trek", trek]);
  if (place(form)) fields.push(["geom", JSON.stringify({ type: "Point", coordinates: place(form) })]);
  const blobs = [...pictures.values()];
  return { id: hash(JSON.stringify([action, fields, blobs.map(({ size }) => size)])), action, name, fields, pictures: blobs };
}

/** Returns a 64-bit hash of a text, as text (FNV-1a with two offsets). */
function hash(text) {
  return [0x811c9dc5, 0x1000193].map((value) => {
    for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x1000193);
    return (value >>> 0).toString(16);
  }).join("-");
}

/** Returns the `mailto:` address of an e-mail with the answers of the form. */
function mail(form) {
  const [start, body] = form.dataset.mail.split("&body=");
  const answers = [...form.querySelectorAll("select, textarea, input")].flatMap((field) => {
    const value = field.selectedOptions ? field.value && field.selectedOptions[0].text : field.value.trim();
    return value ? `${field.labels[0].firstChild.textContent.trim()}\r\n${value}\r\n` : [];
  });
  return `${start}&body=${body}${encodeURIComponent(answers.join("\r\n"))}`;
}

/** Prepares the fields of the place: typed, taken from the device, or clicked on the map. */
function preparePlace(form) {
  const { latitude, longitude } = form.elements;
  const [here, pick] = form.querySelectorAll("[data-here], [data-pick]");
  const hint = form.querySelector("[data-hint]");
  const map = document.querySelector("#map [data-map]");
  const take = (lat, lon) => {
    [latitude.value, longitude.value] = [lat.toFixed(5), lon.toFixed(5)];
    for (const field of [latitude, longitude]) showError(field, "");
    // Marks the place on the map, as the profile does.
    document.dispatchEvent(new CustomEvent("profile", { detail: { lat, lon } }));
  };
  here.hidden = !navigator.geolocation;
  here.addEventListener("click", () => {
    setStatus(form, form.dataset.locating);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        take(coords.latitude, coords.longitude);
        setStatus(form, form.dataset.located);
      },
      () => setStatus(form, form.dataset.unlocated),
      { enableHighAccuracy: true, timeout: 20_000 },
    );
  });
  pick.hidden = !map;
  pick.addEventListener("click", () => {
    map.querySelector("[data-open]")?.click();
    map.before(hint);
    hint.hidden = false;
    hint.focus();
  });
  document.addEventListener("map-click", ({ detail }) => {
    if (hint.hidden) return;
    hint.hidden = true;
    take(detail.lat, detail.lon);
    latitude.focus();
  });
}

/** Prepares the field of photographs. Returns them as blobs, by the canvas that shows each. */
function preparePictures(form) {
  const input = form.elements.pictures;
  const list = form.querySelector("[data-pictures]");
  const size = new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit: "kilobyte" });
  const pictures = new Map();
  const show = () => list.replaceChildren(...[...pictures].map(([canvas, { size: bytes }]) => {
    const item = list.nextElementSibling.content.cloneNode(true).firstElementChild;
    item.querySelector("span").textContent = size.format(Math.ceil(bytes / 1000));
    item.prepend(canvas);
    item.querySelector("button").addEventListener("click", () => {
      pictures.delete(canvas);
      show();
      input.focus();
    });
    return item;
  }));
  input.addEventListener("change", async () => {
    const problems = [];
    for (const file of [...input.files]) {
      if (pictures.size === MOST_PICTURES) {
        problems.push(input.dataset.many);
        break;
      }
      await smaller(file).then(({ canvas, blob }) => pictures.set(canvas, blob), () => problems.push(`${file.name}: ${input.dataset.wrong}`));
    }
    // Allows choosing a file again.
    input.value = "";
    showError(input, problems.join(" "));
    show();
  });
  form.addEventListener("reset", () => {
    pictures.clear();
    show();
  });
  return pictures;
}

async function smaller(file) {
  const bitmap = await createImageBitmap(file);
  const scale = Math.min(1, LARGEST / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [bitmap.width, bitmap.height].map((side) => Math.max(1, Math.round(side * scale)));
  const context = canvas.getContext("2d");
  // White behind transparent pixels, which JPEG would make black.
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.82));
  if (!blob) throw new Error("no picture");
  return { canvas, blob };
}
