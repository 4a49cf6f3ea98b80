// What the pages do with JavaScript: the map on demand, the profile linked to it, the section that
// is being read, photographs, large pictures and players on demand, printing, sharing, the search,
// reports of problems, what is over. What one reads is there without it.

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
// What a list is filtered to, for the map that is opened later.
let shown = null;
document.addEventListener("filter", ({ detail }) => (shown = detail));
for (const figure of document.querySelectorAll("[data-map]")) {
  let asked;
  const map = () => (asked ??= import("./map.js").then(({ prepareMap }) => prepareMap(figure)).catch((error) => {
    // Without a network for a moment: the next one who asks has another try.
    asked = undefined;
    throw error;
  }));
  const button = figure.querySelector("[data-open]");
  button.hidden = false;
  button.addEventListener("click", async () => (await map()).open(button, shown));
  document.addEventListener("profile", async ({ detail }) => (await map()).mark(detail));
  whenNear(figure, map);
}
for (const link of document.querySelectorAll("[data-open-map]")) {
  link.addEventListener("click", () => document.querySelector(`${link.hash} [data-open]`)?.click());
}
for (const figure of document.querySelectorAll("[data-profile]")) {
  whenNear(figure, () => import("./profile.js").then(({ prepareProfile }) => prepareProfile(figure)));
}
for (const nav of document.querySelectorAll("[data-contents]")) {
  whenNear(nav, () => prepareContents(nav));
}
for (const way of document.querySelectorAll("[data-share]")) way.hidden = !navigator.share;
document.addEventListener("click", ({ target }) => {
  // A visitor who changes their mind is no error.
  if (target.closest("[data-share]")) navigator.share({ title: document.title, url: location.href }).catch(() => {});
});
// Without a network one is told before a link leads to an error of the browser.
for (const notice of document.querySelectorAll("[data-offline]")) {
  const say = () => (notice.textContent = navigator.onLine ? "" : notice.dataset.offline);
  for (const change of ["online", "offline"]) addEventListener(change, say);
  if (!navigator.onLine) say();
}
// What is not on the page, or waits for the visitor, is not fetched.
if (document.querySelector("a[data-embed]")) import("./players.js").then(({ preparePlayers }) => preparePlayers());
if (document.querySelector("[data-past], [data-until], [data-from], [data-month]")) import("./dates.js").then(({ prepareDates }) => prepareDates());
const film = document.querySelector("[data-film]");
if (film) import("./film.js").then(({ prepareFilm }) => prepareFilm(film));
const sensitive = document.querySelector("#sensitive-areas");
if (sensitive) import("./months.js").then(({ prepareMonths }) => prepareMonths(sensitive));
for (const details of document.querySelectorAll("details.share")) {
  details.addEventListener("toggle", () => import("./share.js").then(({ prepareSharing }) => prepareSharing(details)), { once: true });
}
// The list of treks is filtered once somebody asks, here or by the address.
const search = document.querySelector("[data-search]");
if (search) {
  const prepare = () => import("./search.js").then(({ prepareSearch }) => prepareSearch(search));
  const asked = [...new URLSearchParams(location.search)].some(([name, value]) => value && search.elements.namedItem(name));
  if (asked) prepare();
  // A choice may be made without the focus.
  else for (const event of ["focusin", "input"]) search.addEventListener(event, prepare, { once: true });
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

/** Does something once: when the element is shown, and on the screen or soon there. */
function whenNear(element, act) {
  const observer = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    observer.disconnect();
    // What cannot be fetched is asked for again once it comes near again.
    act()?.catch(() => setTimeout(() => observer.observe(element), 5000));
  }, { rootMargin: "25%" });
  observer.observe(element);
}

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

/** Marks, in the line of section names, the section that is being read. */
function prepareContents(nav) {
  const links = new Map();
  for (const link of nav.querySelectorAll("a")) links.set(document.querySelector(link.hash), link);
  const read = () => {
    const line = innerHeight / 3;
    const begun = [...links.keys()].filter((section) => section.getBoundingClientRect().top < line);
    const current = begun.at(-1);
    for (const [section, link] of links) {
      if (section === current) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  };
  const observer = new IntersectionObserver(read, { rootMargin: "0px 0px -66% 0px" });
  for (const section of links.keys()) observer.observe(section);
}
