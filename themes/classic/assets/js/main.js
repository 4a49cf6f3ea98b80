// What the pages do with JavaScript: the map on demand, the profile linked to it, the section that
// is being read, photographs, large pictures and players on
// demand, printing, sharing, reports of problems, what is over. What one reads is there without it.
import { prepareContents } from "./contents.js";
import { prepareMaps } from "./map.js";
import { prepareProfiles } from "./profile.js";

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
prepareMaps();
prepareProfiles();
prepareContents();
for (const button of document.querySelectorAll("[data-share]")) {
  button.hidden = !navigator.share;
  // A visitor who changes their mind is no error.
  button.addEventListener("click", () => navigator.share({ title: document.title, url: location.href }).catch(() => {}));
}
// What is not on the page, or waits for the visitor, is not fetched.
if (document.querySelector("a[data-embed]")) import("./players.js").then(({ preparePlayers }) => preparePlayers());
if (document.querySelector("[data-past], [data-until]")) import("./dates.js").then(({ prepareDates }) => prepareDates());
for (const details of document.querySelectorAll("details.share")) {
  details.addEventListener("toggle", () => import("./share.js").then(({ prepareCopying }) => prepareCopying(details)), { once: true });
}
// A photograph opens in the viewer; with a key held, or if it cannot be had, by itself.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-photo]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  import("./viewer.js").then(({ openViewer }) => openViewer(link)).catch(() => location.assign(link.href));
});
for (const button of document.querySelectorAll("[data-explore]")) {
  button.parentElement.hidden = false;
  button.addEventListener("click", () => import("./hd.js").then(({ explore }) => explore(button)));
}
// On pages that have it, at once: where problems are met there may be no network to fetch it later.
const report = document.querySelector("[data-report]");
if (report) import("./report.js").then(({ prepareReport }) => prepareReport(report));
if (mayWait()) import("./outbox.js").then(({ offer }) => offer());

/** True when a report could not be sent from this device. */
function mayWait() {
  try {
    return Boolean(localStorage.getItem("sentier-reports"));
  } catch {
    return false;
  }
}

// A menu closes when one goes elsewhere.
for (const menu of document.querySelectorAll("details.menu")) {
  menu.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !menu.contains(relatedTarget)) menu.open = false;
  });
  menu.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  document.addEventListener("click", ({ target }) => {
    if (!menu.contains(target)) menu.open = false;
  });
}
