// What the pages do with JavaScript: the map on demand, the profile linked to it, printing.
// Everything is there without it.
import { prepareMaps } from "./map.js";
import { prepareProfiles } from "./profile.js";

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
prepareMaps();
prepareProfiles();
