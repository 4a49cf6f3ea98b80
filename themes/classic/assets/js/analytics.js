// Counts visits if the settings ask for it: after the visitor accepts or, where no consent is needed,
// unless they refuse. Loads nothing before that, and nothing if the browser objects to tracking.

const banner = document.getElementById("consent");
const opener = document.querySelector("[data-consent-open]");
// With the path of the portal: a host may have several.
const KEY = `analytics ${banner.dataset.base}`;
const objects = navigator.globalPrivacyControl || navigator.doNotTrack === "1";
let counting = false;

if (!objects) prepare();

function prepare() {
  for (const button of banner.querySelectorAll("[data-choice]")) {
    button.addEventListener("click", () => choose(button.dataset.choice));
  }
  opener.hidden = false;
  opener.addEventListener("click", () => {
    show(true);
    banner.focus();
  });
  // The height of the banner moves the bottom bar of phones and the scroll position of the focus.
  new ResizeObserver(() => {
    document.documentElement.style.setProperty("--consent", `${banner.offsetHeight}px`);
  }).observe(banner);
  const choice = read();
  if (choice === "accepted" || (!choice && banner.dataset.consent === "false")) count();
  else if (!choice) show(true);
}

function show(open) {
  banner.hidden = !open;
}

function choose(choice) {
  const chosenAnew = read() || banner.dataset.consent === "false";
  write(choice);
  show(false);
  // If the visitor opened the banner, the focus returns to the button.
  if (chosenAnew) opener.focus();
  if (choice === "accepted") count();
  else if (counting) stop();
}

function count() {
  if (counting) return;
  counting = true;
  const { matomo, siteId, script, attributes, consent } = banner.dataset;
  const element = document.createElement("script");
  element.async = true;
  if (matomo) {
    const commands = (window._paq ??= []);
    if (consent === "false") commands.push(["disableCookies"]);
    commands.push(["setTrackerUrl", `${matomo}matomo.php`], ["setSiteId", siteId], ["trackPageView"], ["enableLinkTracking"]);
    element.src = `${matomo}matomo.js`;
  } else {
    for (const [name, value] of Object.entries(JSON.parse(attributes))) element.setAttribute(`data-${name}`, value);
    element.src = script;
  }
  document.head.append(element);
}

/** Disables cookies, and stops the loaded script by a reload. */
function stop() {
  window._paq?.push(["disableCookies"]);
  location.reload();
}

/** Returns the stored choice. Without storage it is a refusal: otherwise every page would ask. */
function read() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return "refused";
  }
}

function write(choice) {
  try {
    localStorage.setItem(KEY, choice);
  } catch {
    // Without storage, the choice holds for this page only.
  }
}
