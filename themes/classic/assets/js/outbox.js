// Reports of problems on their way: each is accepted once, and what could not be sent stays on the
// device until the visitor sends or deletes it.

const NAME = "sentier-reports";
// Sent from this page: for browsers that keep nothing.
const accepted = new Set();
let database;

/** Sends a report, and tells what became of it: `sent`, `kept`, `refused` or `lost`. */
export function send(report) {
  return alone(async () => {
    const known = await store("get", report.id).catch(() => undefined);
    if (accepted.has(report.id) || known?.sent) return { outcome: "sent" };
    const answer = await post(report);
    if (answer.outcome === "sent") {
      accepted.add(report.id);
      // Its number alone stays, so that the same is not sent again.
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

/** Shows what waits, in `place` or where the page has it, and puts the focus there if asked. */
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
  // Where this is refused, by the network or by a server that does not know this site, the report
  // would get through unseen, or not at all.
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

/** What waits; a mark tells the next page whether it needs this file at all. */
async function note() {
  const waiting = (await store("getAll").catch(() => [])).filter((report) => !report.sent);
  try {
    if (waiting.length > 0) localStorage.setItem(NAME, waiting.length);
    else localStorage.removeItem(NAME);
  } catch { /* A browser that keeps nothing. */ }
  return waiting;
}

/** One page at a time, of all that are open. */
function alone(work) {
  return navigator.locks ? navigator.locks.request(NAME, work) : work();
}

async function store(order, ...values) {
  database ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore("reports", { keyPath: "id" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const transaction = (await database).transaction("reports", "readwrite");
  const request = transaction.objectStore("reports")[order](...values);
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error);
  });
}
