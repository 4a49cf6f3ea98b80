// Counts visits where the settings ask for it, once the visitor agrees or, where nobody has to be
// asked, unless they refuse. Nothing is loaded before, nor ever for those whose browser says no.

const banner = document.getElementById("consent");
const opener = document.querySelector("[data-consent-open]");
// Several portals may live on one host.
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
  // The banner hides neither what has the focus nor what stays at the edge of a phone.
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
  // Back to where the banner was opened from.
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

/** Forgets the visitor, and what runs already. */
function stop() {
  window._paq?.push(["disableCookies"]);
  location.reload();
}

// Where nothing can be kept, nothing can be agreed to: the same question would come on every page.
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
    // The choice holds for this page.
  }
}
