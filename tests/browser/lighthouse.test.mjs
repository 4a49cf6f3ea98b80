// Every kind of page by Lighthouse, as a phone on a slow network meets it: those of the example, and
// those that only a Geotrek-admin has.

import assert from "node:assert/strict";
import lighthouse from "lighthouse";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import * as double from "./double.mjs";
import * as support from "./support.mjs";

const LEAST = { performance: 98, accessibility: 100, "best-practices": 100, seo: 100 };
const PAGES = {
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
/** What search engines must not list says so, which is the one audit it cannot hold. */
const UNLISTED = { lost: ["is-crawlable"] };
const SETTINGS = {
  onlyCategories: Object.keys(LEAST),
  disableFullPageScreenshot: true,
  // The pages ask for nothing once they are there: to wait a second for each kind of silence is idle.
  pauseAfterFcpMs: 250,
  pauseAfterLoadMs: 250,
  networkQuietThresholdMs: 250,
  cpuQuietThresholdMs: 250,
};
const RUNS = 3;
/** Milliseconds to the server. Without, what is far below arrives before anything is painted, and counts. */
const LATENCY = 40;

if (double.MISSING) console.error(`\n!! LIGHTHOUSE SEES NO OUTDOOR SITE: ${double.MISSING}\n`);

let port;

before(async () => {
  port = await support.launchWithPort();
  console.log(`  ${"".padEnd(14)} ${Object.keys(LEAST).join(", ")}`);
});
after(support.shutDown);

describe("Lighthouse, on a phone: the example", () => {
  let origin;

  before(async () => {
    const site = join(await support.temporaryFolder(), "site");
    origin = await support.serveFiles(site, "/", {}, LATENCY);
    // Addresses that lead to where the site is: some audits follow them.
    await support.build(support.EXAMPLE, site, `${origin}/`);
  });

  for (const [kind, path] of Object.entries(PAGES)) test(kind, () => look(kind, `${origin}${path}`));
});

describe("Lighthouse, on a phone: a Geotrek-admin", { skip: double.MISSING }, () => {
  let origin, site;

  before(async () => {
    site = join(await support.temporaryFolder(), "site");
    origin = await support.serveFiles(site, "/", {}, LATENCY);
    await double.build(`${origin}/`, site);
  });

  for (const kind of ["outdoor-site", "outdoor-course"]) {
    test(kind, async () => {
      const [name] = (await readdir(join(site, kind))).sort();
      await look(kind, `${origin}/${kind}/${name}/`);
    });
  }
});

async function look(kind, url) {
  const skipAudits = UNLISTED[kind] ?? null;
  const results = [];
  // The machine is slower at times, which is no fault of the page: then the median counts.
  while (results.length < RUNS && !(results.length > 0 && score(results[0], "performance") >= LEAST.performance)) {
    results.push(await audit(url, port, skipAudits));
  }
  results.sort((a, b) => score(a, "performance") - score(b, "performance"));
  const result = results[Math.floor(results.length / 2)];
  console.log(`  ${line(kind, result, results.length)}`);
  for (const [category, least] of Object.entries(LEAST)) {
    assert.ok(score(result, category) >= least, `${category} ${score(result, category)} of ${least}: ${faults(result, category)}`);
  }
}

async function audit(url, port, skipAudits) {
  const { lhr } = await lighthouse(url, { port, logLevel: "silent" }, { extends: "lighthouse:default", settings: { ...SETTINGS, skipAudits } });
  assert.equal(lhr.runtimeError, undefined, lhr.runtimeError?.message);
  return lhr;
}

function score({ categories }, category) {
  return Math.round(categories[category].score * 100);
}

function line(kind, result, runs) {
  const scores = Object.keys(LEAST).map((category) => String(score(result, category)).padStart(3));
  const figures = { LCP: "largest-contentful-paint", CLS: "cumulative-layout-shift", TBT: "total-blocking-time" };
  const shown = Object.entries(figures).map(([name, id]) => `${name} ${result.audits[id].displayValue.replace(/\s/g, " ")}`);
  return `${kind.padEnd(14)} ${scores.join(", ")}   ${shown.join(", ")}${runs > 1 ? `, median of ${runs}` : ""}`;
}

/** The audits that a category lost points by, each with the first thing it complains of. */
function faults({ categories, audits }, category) {
  const lost = categories[category].auditRefs.map(({ id, weight }) => ({ ...audits[id], weight })).filter(({ weight, score }) => weight > 0 && score !== null && score < 1);
  return lost.map(({ id, displayValue = "", details }) => `${id} ${displayValue} ${JSON.stringify(details?.items?.slice(0, 3) ?? "").slice(0, 900)}`).join("\n");
}
