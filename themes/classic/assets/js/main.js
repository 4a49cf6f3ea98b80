// What the pages do with JavaScript: the map on demand, the profile linked to it, the section that
// is being read, printing and sharing. Everything is there without it.
import { prepareContents } from "./contents.js";
import { prepareMaps } from "./map.js";
import { prepareProfiles } from "./profile.js";

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
for (const button of document.querySelectorAll("[data-share]")) {
  button.hidden = !navigator.share;
  // A visitor who changes their mind is no error.
  button.addEventListener("click", () => navigator.share({ title: document.title, url: location.href }).catch(() => {}));
}
prepareMaps();
prepareProfiles();
prepareContents();
