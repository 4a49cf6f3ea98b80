// Makes pages interactive: loads the script of each feature when it is needed. Without JavaScript,
// all content is there.

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
// Addresses of the treks found by the search, for a map that is opened later; null for all.
let shown = null;
document.addEventListener("filter", ({ detail }) => (shown = detail));
for (const figure of document.querySelectorAll("[data-map]")) {
  let asked;
  const map = () => (asked ??= import("./map.js").then(({ prepareMap }) => prepareMap(figure)).catch((error) => {
    // Not loaded, for example without a network: the next use tries again.
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
  // Rejected when the visitor cancels, which is no error.
  if (target.closest("[data-share]")) navigator.share({ title: document.title, url: location.href }).catch(() => {});
});
// Says when there is no network, before a link leads to an error page of the browser.
for (const notice of document.querySelectorAll("[data-offline]")) {
  const update = () => (notice.textContent = navigator.onLine ? "" : notice.dataset.offline);
  for (const change of ["online", "offline"]) addEventListener(change, update);
  if (!navigator.onLine) update();
}
// Loads a script only if the page needs it.
if (document.querySelector("a[data-embed]")) import("./players.js").then(({ preparePlayers }) => preparePlayers());
if (document.querySelector("[data-past], [data-until], [data-from], [data-month]")) import("./dates.js").then(({ prepareDates }) => prepareDates());
const film = document.querySelector("[data-film]");
if (film) import("./film.js").then(({ prepareFilm }) => prepareFilm(film));
const sensitive = document.querySelector("#sensitive-areas");
if (sensitive) import("./months.js").then(({ prepareMonths }) => prepareMonths(sensitive));
for (const details of document.querySelectorAll("details.share")) {
  details.addEventListener("toggle", () => import("./share.js").then(({ prepareSharing }) => prepareSharing(details)), { once: true });
}
// The search: at its first use, or at once if the address has a query.
const search = document.querySelector("[data-search]");
if (search) {
  const prepare = () => import("./search.js").then(({ prepareSearch }) => prepareSearch(search));
  const asked = [...new URLSearchParams(location.search)].some(([name, value]) => value && search.elements.namedItem(name));
  if (asked) prepare();
  // Both events: a choice can change without a focus.
  else for (const event of ["focusin", "input"]) search.addEventListener(event, prepare, { once: true });
}
// A photograph opens in the viewer; as a file with a modifier key, or if the viewer does not load.
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
// The report form, at once: on the trail there may be no network to load it later.
const report = document.querySelector("[data-report]");
if (report) import("./report.js").then(({ prepareReport }) => prepareReport(report));
if (hasUnsentReports()) import("./outbox.js").then(({ offer }) => offer());

/** Calls `act` once, when the element is on the screen or close to it. */
function whenNear(element, act) {
  const observer = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    observer.disconnect();
    // Not loaded: tries again in five seconds, if the element is near then.
    act()?.catch(() => setTimeout(() => observer.observe(element), 5000));
  }, { rootMargin: "25%" });
  observer.observe(element);
}

/** Returns true if this device keeps reports that could not be sent. */
function hasUnsentReports() {
  try {
    return Boolean(localStorage.getItem("sentier-reports"));
  } catch {
    return false;
  }
}

// Closes an open menu when the focus leaves it, and on Escape or a click elsewhere.
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

/** Marks the link of the section that is being read. */
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
