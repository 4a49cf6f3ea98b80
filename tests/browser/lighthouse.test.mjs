// Every kind of page on a phone, by all that does not depend on how busy the machine is: what
// Lighthouse says of good practices, search engines and loading, and how much work the scripts do, as
// a count. Its audits of accessibility are rules of axe, all of which gallery.test.mjs checks. Scores
// and times are measured by lighthouse.bench.mjs.

import assert from "node:assert/strict";
import lighthouse from "lighthouse";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import * as double from "./double.mjs";
import * as kinds from "./kinds.mjs";
import * as support from "./support.mjs";

/** Each is held whole. */
const CATEGORIES = ["best-practices", "seo"];
/** What search engines must not list says so, which is the one audit it cannot hold. */
const UNLISTED = { lost: ["is-crawlable"] };
/** Audits of performance that judge what the page is, not how long anything took. */
const TIMELESS = [
  "duplicated-javascript",
  "efficient-animated-content",
  "font-display",
  "lcp-lazy-loaded",
  "legacy-javascript",
  "modern-image-formats",
  "no-document-write",
  "non-composited-animations",
  "prioritize-lcp-image",
  "redirects",
  "third-party-summary",
  "unminified-javascript",
  "unsized-images",
  "uses-long-cache-ttl",
  "uses-optimized-images",
  "uses-passive-event-listeners",
  "uses-text-compression",
];
/** Asked for beside them: how much moves while a page loads, and which files its first view waits for. */
const [SHIFT, BLOCKING] = ["cumulative-layout-shift", "render-blocking-insight"];
/**
 * How often a page may enter a block of a script until it is at rest: a function, the body of a
 * loop, a branch. The same on every machine, unlike the milliseconds it takes.
 */
const MOST_STEPS = 100;
/** Milliseconds: only against a hang. */
const PATIENCE = 300_000;
const SETTINGS = {
  onlyAudits: [...TIMELESS, SHIFT, BLOCKING],
  onlyCategories: CATEGORIES,
  disableFullPageScreenshot: true,
  maxWaitForFcp: PATIENCE,
  maxWaitForLoad: PATIENCE,
  // The pages ask for nothing once they are there: to wait a second for each kind of silence is idle.
  pauseAfterFcpMs: 250,
  pauseAfterLoadMs: 250,
  networkQuietThresholdMs: 250,
  cpuQuietThresholdMs: 250,
};
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };

if (double.MISSING) console.error(`\n!! LIGHTHOUSE SEES NO PAGE OF A GEOTREK-ADMIN: ${double.MISSING}\n`);

let browser, port;

before(async () => {
  port = await support.launchWithPort();
  browser = await support.launch();
});
after(support.shutDown);

describe("on a phone: the example", () => {
  let origin;

  before(async () => {
    const site = join(await support.temporaryFolder(), "site");
    origin = await support.serveFiles(site, "/");
    // Addresses that lead to where the site is: some audits follow them.
    await support.build(support.EXAMPLE, site, `${origin}/`);
  });

  for (const [kind, path] of Object.entries(kinds.EXAMPLE)) test(kind, () => look(kind, origin, path));
});

describe("on a phone: a Geotrek-admin", { skip: double.MISSING }, () => {
  let origin, site;

  before(async () => {
    site = join(await support.temporaryFolder(), "site");
    origin = await support.serveFiles(site, "/");
    await double.build(`${origin}/`, site);
  });

  for (const kind of kinds.ADMIN) test(kind, async () => look(kind, origin, (await kinds.ofAdmin(site))[kind]));
});

async function look(kind, origin, path) {
  const settings = { ...SETTINGS, skipAudits: UNLISTED[kind] ?? null };
  const { lhr } = await lighthouse(`${origin}${path}`, { port, logLevel: "silent" }, { extends: "lighthouse:default", settings });
  assert.equal(lhr.runtimeError, undefined, lhr.runtimeError?.message);
  assert.deepEqual(lhr.runWarnings, []);
  const counted = CATEGORIES.flatMap((category) => lhr.categories[category].auditRefs.filter(({ weight }) => weight > 0).map(({ id }) => id));
  assert.deepEqual([...counted, ...TIMELESS].flatMap((id) => fault(lhr.audits[id])), []);
  assert.equal(lhr.audits[SHIFT].numericValue, 0, "nothing moves while the page loads");
  // A style sheet has to be there before anything is painted; a script never has.
  const blocking = lhr.audits[BLOCKING].details.items.map(({ url }) => url);
  assert.deepEqual(blocking.filter((url) => !url.endsWith(".css")), [], "files that the first view waits for");

  const steps = await stepsOf(origin, path);
  console.log(`figure: script steps, ${kind} = ${steps}`);
  assert.ok(steps <= MOST_STEPS, `${steps} script steps of ${MOST_STEPS}`);
}

/** What an audit complains of, if it does: `null` is the score of one that does not apply. */
function fault({ id, score, displayValue = "", details, errorMessage }) {
  if (score === 1 || (score === null && !errorMessage)) return [];
  return [`${id}: ${errorMessage ?? displayValue} ${JSON.stringify(details?.items?.slice(0, 3) ?? "").slice(0, 900)}`];
}

/** How often a page enters a block of its scripts until it is at rest. */
async function stepsOf(origin, path) {
  let steps = 0;
  await support.withPage(browser, origin, PHONE, async (page) => {
    // Some scripts look at the calendar: the count is that of one and the same day.
    await page.clock.setFixedTime(new Date("2027-07-14T12:00:00Z"));
    const session = await page.context().newCDPSession(page);
    await session.send("Profiler.enable");
    await session.send("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
    await page.goto(path, { waitUntil: "networkidle" });
    await page.evaluate(() => new Promise(requestIdleCallback));
    const { result } = await session.send("Profiler.takePreciseCoverage");
    const own = result.filter(({ url }) => url.startsWith(`${origin}/`));
    for (const { functions } of own) for (const { ranges } of functions) for (const { count } of ranges) steps += count;
  });
  return steps;
}
