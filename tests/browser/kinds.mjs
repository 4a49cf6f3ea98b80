// The kinds of pages, with the address of one page of each.

import { readdir } from "node:fs/promises";
import { join } from "node:path";

/** Those of the example. */
export const EXAMPLE = {
  home: "/",
  list: "/treks/",
  trek: "/trek/lac-long/",
  // Its height puts small links where the bar at the bottom of the screen is.
  ride: "/trek/grande-boucle-vtt/",
  itinerary: "/trek/tour-des-trois-lacs/",
  poi: "/poi/lac-bleu/",
  service: "/service/refuge-du-lac-bleu/",
  event: "/event/fete-de-la-transhumance/",
  desk: "/desk/maison-du-parc/",
  structure: "/structure/parc-de-valbrune/",
  word: "/theme/lakes/",
  credits: "/credits/",
  "site map": "/site-map/",
  alerts: "/alerts/",
  legal: "/legal/",
  accessibility: "/accessibility/",
  information: "/information/preparer-sa-sortie/",
  lost: "/404.html",
};

/** Those that only a Geotrek-admin has. */
export const OUTDOOR = ["outdoor-site", "outdoor-course"];

/** The first page of a kind in a built site. */
export async function first(site, kind) {
  const [name] = (await readdir(join(site, kind))).sort();
  return `/${kind}/${name}/`;
}
