// The form that reports a problem: to the Geotrek-admin of the trek, or as an e-mail that is ready
// to be sent. Photographs are made smaller here, which leaves out what is noted inside of them.
import { offer, send } from "./outbox.js";

const MOST_PICTURES = 3;
// Pixels of the longer side.
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
    say(form, form.dataset.sending);
    const { outcome, errors } = await send(content(form, pictures));
    button.disabled = false;
    say(form, form.dataset[outcome] ?? "");
    if (outcome === "refused") blame(form, errors);
    if (outcome === "refused" || outcome === "lost") return;
    form.reset();
    details.open = false;
    if (outcome === "kept") return offer(section);
    say(form, "");
    done.hidden = false;
    done.focus();
  });
}

function say(form, text) {
  form.querySelector("[data-status]").textContent = text;
}

/** Writes what is wrong with a field below it. */
function complain(field, text) {
  document.getElementById(`${field.id}-error`).textContent = text;
  if (text) field.setAttribute("aria-invalid", "true");
  else field.removeAttribute("aria-invalid");
}

function isComplete(form) {
  const { comment, email, latitude, longitude } = form.elements;
  const missing = (field) => (field.value.trim() ? "" : form.dataset.missing);
  const complaints = [[comment, missing(comment)]];
  for (const [field, most] of [[latitude, 90], [longitude, 180]]) {
    complaints.push([field, Math.abs(degrees(field)) <= most || !place(form) ? "" : field.dataset.wrong]);
  }
  if (email) complaints.push([email, missing(email) || (/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email.value.trim()) ? "" : email.dataset.wrong)]);
  for (const [field, text] of complaints) complain(field, text);
  form.querySelector("[aria-invalid]")?.focus();
  return complaints.every(([, text]) => !text);
}

/** Shows which fields the server did not take. Its words may be in another language. */
function blame(form, errors) {
  for (const name of Object.keys(errors)) {
    const field = form.elements[name === "geom" ? "latitude" : name];
    if (field?.id && document.getElementById(`${field.id}-error`)) complain(field, form.dataset.refusedField);
  }
  form.querySelector("[aria-invalid]")?.focus();
}

/** A number, with a point or a comma. */
function degrees(field) {
  return Number(field.value.trim().replace(",", ".") || NaN);
}

/** Longitude and latitude, or nothing when both were left empty. */
function place(form) {
  const { latitude, longitude } = form.elements;
  return latitude.value.trim() || longitude.value.trim() ? [degrees(longitude), degrees(latitude)] : null;
}

/** What is sent, with a number that the same content always has. */
function content(form, pictures) {
  const { action, trek, name } = form.dataset;
  const fields = ["email", "comment", "category", "activity", "problem_magnitude"]
    .map((name) => [name, form.elements[name]?.value.trim()])
    .filter(([, value]) => value);
  if (trek) fields.push(["related_trek", trek]);
  if (place(form)) fields.push(["geom", JSON.stringify({ type: "Point", coordinates: place(form) })]);
  const blobs = [...pictures.values()];
  return { id: number(JSON.stringify([action, fields, blobs.map(({ size }) => size)])), action, name, fields, pictures: blobs };
}

/** A number of 64 bits for a text (FNV-1a, from two beginnings). */
function number(text) {
  return [0x811c9dc5, 0x1000193].map((hash) => {
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x1000193);
    return (hash >>> 0).toString(16);
  }).join("-");
}

/** The address of an e-mail with what the form says. */
function mail(form) {
  const [start, body] = form.dataset.mail.split("&body=");
  const answers = [...form.querySelectorAll("select, textarea, input")].flatMap((field) => {
    const value = field.selectedOptions ? field.value && field.selectedOptions[0].text : field.value.trim();
    return value ? `${field.labels[0].firstChild.textContent.trim()}\r\n${value}\r\n` : [];
  });
  return `${start}&body=${body}${encodeURIComponent(answers.join("\r\n"))}`;
}

/** The place: written, that of the device, or one that is clicked on the map of the page. */
function preparePlace(form) {
  const { latitude, longitude } = form.elements;
  const [here, pick] = form.querySelectorAll("[data-here], [data-pick]");
  const hint = form.querySelector("[data-hint]");
  const map = document.querySelector("#map [data-map]");
  const take = (lat, lon) => {
    [latitude.value, longitude.value] = [lat.toFixed(5), lon.toFixed(5)];
    for (const field of [latitude, longitude]) complain(field, "");
    // The map marks a place of the profile: so it does for this one.
    document.dispatchEvent(new CustomEvent("profile", { detail: { lat, lon } }));
  };
  here.hidden = !navigator.geolocation;
  here.addEventListener("click", () => {
    say(form, form.dataset.locating);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        take(coords.latitude, coords.longitude);
        say(form, form.dataset.located);
      },
      () => say(form, form.dataset.unlocated),
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

/** Returns the pictures, by the canvas that shows each. */
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
    // So that the same file may be chosen again.
    input.value = "";
    complain(input, problems.join(" "));
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
  // What is transparent would be black.
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.82));
  if (!blob) throw new Error("no picture");
  return { canvas, blob };
}
