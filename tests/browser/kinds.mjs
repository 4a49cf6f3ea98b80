// The kinds of pages, with the address of one page of each.

import { readdir } from "node:fs/promises";
import { join } from "node:path";

/** Those of the example. */
export const EXAMPLE = {
  home: "/",
  list: "/treks/",
  trek: "/trek/lac-long/",
  itinerary: "/trek/tour-des-trois-lacs/",
  poi: "/poi/lac-bleu/",
  service: "/service/refuge-du-lac-bleu/",
  services: "/services/",
  event: "/event/fete-de-la-transhumance/",
  events: "/events/",
  desk: "/desk/maison-du-parc/",
  structure: "/structure/parc-de-valbrune/",
  term: "/theme/lakes/",
  credits: "/credits/",
  "site map": "/site-map/",
  alerts: "/alerts/",
  legal: "/legal/",
  accessibility: "/accessibility/",
  information: "/information/preparer-sa-sortie/",
  lost: "/404.html",
};

/** Pages of a whole Geotrek-admin: those that are heavier than in the example, and those of other kinds. */
export async function ofAdmin(site) {
  const treks = await readdir(join(site, "trek"));
  // An itinerary of hundreds of pieces.
  const itinerary = treks.find((trek) => trek.startsWith("65-"));
  const pages = { home: "/", list: "/treks/", itinerary: `/trek/${itinerary}/` };
  const named = Object.entries(pages).map(([kind, path]) => [`${kind} of the admin`, path]);
  return Object.fromEntries([...named, ...(await Promise.all(OUTDOOR.map(async (kind) => [kind, await first(site, kind)])))]);
}

/** Kinds of pages of a Geotrek-admin. */
export const ADMIN = ["home of the admin", "list of the admin", "itinerary of the admin", "outdoor-site", "outdoor-course"];

const OUTDOOR = ["outdoor-site", "outdoor-course"];

/** The first page of a kind in a built site. */
async function first(site, kind) {
  const [name] = (await readdir(join(site, kind))).sort();
  return `/${kind}/${name}/`;
}
