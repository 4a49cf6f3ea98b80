// Sends reports of problems, each of them once. A report that cannot be sent stays on the device until
// the visitor sends or deletes it.

const NAME = "sentier-reports";
// Identifiers of the reports sent from this page, for browsers without storage.
const accepted = new Set();
let database;

/** Sends a report. Returns its `outcome`: `sent`, `kept` on the device, `refused` or `lost`. */
export function send(report) {
  return exclusively(async () => {
    const known = await store("get", report.id).catch(() => undefined);
    if (accepted.has(report.id) || known?.sent) return { outcome: "sent" };
    const answer = await post(report);
    if (answer.outcome === "sent") {
      accepted.add(report.id);
      // Keeps the identifier only, so that the report is not sent twice.
      await store("put", { id: report.id, sent: true }).catch(() => {});
    }
    if (answer.outcome === "kept") {
      const doubtful = Boolean(known?.doubtful || answer.doubtful);
      await store("put", { ...report, doubtful }).catch(() => (answer.outcome = "lost"));
    }
    await note();
    return answer;
  });
}

/** Shows the unsent reports. With `place`, moves them there and gives them the focus. */
export async function offer(place) {
  const box = document.querySelector("[data-outbox]");
  const waiting = await note();
  if (!box) return;
  const template = box.querySelector("template");
  box.querySelector("ul").replaceChildren(...waiting.map((report) => row(box, template, report)));
  box.querySelector("[data-waiting]").hidden = waiting.length === 0;
  if (waiting.length > 0) box.hidden = false;
  if (!place) return;
  place.append(box);
  box.focus();
}

function row(box, template, report) {
  const { dataset } = box;
  const status = box.querySelector("[role=status]");
  const item = template.content.cloneNode(true).firstElementChild;
  const [again, remove] = item.querySelectorAll("button");
  item.querySelector("p").textContent = `${report.name} – ${report.fields.find(([name]) => name === "comment")[1]}`;
  item.querySelector("[data-doubtful]").hidden = !report.doubtful;
  again.addEventListener("click", async () => {
    again.disabled = remove.disabled = true;
    status.textContent = dataset.sending;
    const { outcome } = await send(report);
    await offer();
    status.textContent = dataset[outcome] ?? dataset.kept;
    box.focus();
  });
  remove.addEventListener("click", async () => {
    await store("delete", report.id);
    await offer();
    status.textContent = dataset.deleted;
    box.focus();
  });
  return item;
}

async function post({ action, fields, pictures }) {
  // Asks first whether the server can be reached and accepts this site: without that, a report might
  // arrive although the browser sees an error.
  const reached = await fetch(new URL("../version", action), { cache: "no-store", credentials: "omit" }).catch(() => null);
  if (!reached?.ok) return { outcome: "kept" };
  const body = new FormData();
  for (const [name, value] of fields) body.append(name, value);
  pictures.forEach((picture, i) => body.append(`picture${i + 1}`, picture, `picture-${i + 1}.jpg`));
  const response = await fetch(action, { method: "POST", body, credentials: "omit" }).catch(() => null);
  if (!response) return { outcome: "kept", doubtful: true };
  if (response.ok) return { outcome: "sent" };
  if (response.status >= 500 || response.status === 429) return { outcome: "kept" };
  return { outcome: "refused", errors: await response.json().catch(() => ({})) };
}

/** Returns the unsent reports. Notes their number, by which main.js decides to load this file. */
async function note() {
  const waiting = (await store("getAll").catch(() => [])).filter((report) => !report.sent);
  try {
    if (waiting.length > 0) localStorage.setItem(NAME, waiting.length);
    else localStorage.removeItem(NAME);
  } catch { /* A browser without storage. */ }
  return waiting;
}

/** Runs `work` in one tab at a time. */
function exclusively(work) {
  return navigator.locks ? navigator.locks.request(NAME, work) : work();
}

/** Runs a method of the stored reports: `get`, `getAll`, `put` or `delete`. */
async function store(method, ...values) {
  database ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore("reports", { keyPath: "id" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const transaction = (await database).transaction("reports", "readwrite");
  const request = transaction.objectStore("reports")[method](...values);
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error);
  });
}
