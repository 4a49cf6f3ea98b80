// What pages weigh before anybody does anything: every kind of page of the example, and of a whole
// Geotrek-admin, with a trek of 12 photographs and 30 POIs. The table is worth reading.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { cp, mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import * as double from "./double.mjs";
import * as support from "./support.mjs";

if (double.MISSING) console.error(`\n!! NO PAGE OF A GEOTREK-ADMIN IS WEIGHED: ${double.MISSING}\n`);

// Kilobytes as a server sends them, compressed where that helps.
const PHONE = { html: 25, css: 13, js: 15, all: 250, requests: 12 };
/** Elements of a page, and kilobytes of its HTML. */
const BUDGET = { nodes: 1000, html: 30 };
const TREK = { nodes: 800, html: 30 };
/** By the EcoIndex; A is the best. */
const GRADES = ["A", "B"];

const SINGLE = { home: "", list: "treks/", services: "services/", events: "events/", credits: "credits/", "site-map": "site-map/", alerts: "alerts/", legal: "legal/", accessibility: "accessibility/", lost: "404.html" };
const FOLDERS = ["trek", "poi", "service", "event", "outdoor-site", "outdoor-course", "desk", "structure", "practice", "theme", "label", "difficulty", "city", "district", "month", "information"];
/** Kinds whose figures docs/budgets.md keeps. */
const KEPT = ["home", "list", "trek", "itinerary", "poi"];
/** As large as what the EcoIndex is measured with. */
const SCREEN = { width: 1920, height: 1080 };

after(support.shutDown);

double.describePortals((portal, served) => {
  before(() => {
    const columns = "nodes (without drawings), HTML, at first: requests, all, grade; scrolled to the end: requests, all, grade";
    console.log(`  ${portal}: ${columns}`);
  });

  for (const kind of [...Object.keys(SINGLE), "itinerary", ...FOLDERS]) {
    test(kind, async (context) => {
      const path = await heaviest(served.site, kind);
      if (path === undefined) return context.diagnostic(`the data have no ${kind}`);
      let weight;
      await support.withPage(served.browser, served.origin, { viewport: SCREEN }, async (page) => (weight = await weigh(page, served.site, path)));
      console.log(`  ${line(kind, weight)}  /${path}`);
      if (KEPT.includes(kind)) tell(portal === "admin" ? `${kind} of the admin` : kind, weight);
      const budget = ["trek", "itinerary"].includes(kind) ? TREK : BUDGET;
      for (const [what, most] of Object.entries(budget)) assert.ok(weight[what] <= most, `${path}: ${what} ${weight[what]} of ${most}`);
      for (const { grade, score } of [weight.first, weight.scrolled]) assert.ok(GRADES.includes(grade), `${path}: EcoIndex ${grade} ${score}`);
    });
  }

  test("every trek has no more elements than its budget", () => support.withPage(served.browser, served.origin, {}, async (page) => {
    await page.goto("/404.html");
    const treks = (await readdir(join(served.site, "trek"))).sort();
    const counts = [];
    for (const trek of treks) {
      const html = await readFile(join(served.site, "trek", trek, "index.html"), "utf8");
      counts.push({ trek, ...(await page.evaluate(count, html)) });
    }
    counts.sort((a, b) => b.nodes - a.nodes);
    const [{ trek, nodes }] = counts;
    console.log(`  ${portal}: ${counts.length} treks have ${counts.at(-1).nodes} to ${nodes} elements, the most in ${trek}`);
    assert.deepEqual(counts.filter(({ nodes }) => nodes > TREK.nodes), []);
  }));
  if (portal === "admin") return;

  for (const deviceScaleFactor of [1, 2, 3]) {
    test(`the first view is light on a phone, at ${deviceScaleFactor} pixels a point`, () => {
      const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor, isMobile: true, hasTouch: true };
      return support.withPage(served.browser, served.origin, phone, async (page) => {
        const { answers, weight } = await answersOf(page, () => page.goto("/trek/chargee/", { waitUntil: "networkidle" }));
        // What only the profile needs waits; here the map is just below the screen.
        const early = answers.map((answer) => answer.url()).filter((url) => /\/js\/profile\.js$/.test(url));
        assert.deepEqual(early, []);
        assert.ok((await page.locator("#photos img").count()) >= 11);
        assert.ok((await page.locator("#pois .along > li").count()) >= 30);
        const shown = Object.entries(PHONE).map(([what, most]) => `${what} ${weight()[what].toFixed(what === "requests" ? 0 : 1)} of ${most}`);
        console.log(`  phone, ${deviceScaleFactor}x: ${shown.join(", ")}`);
        for (const [what, most] of Object.entries(PHONE)) assert.ok(weight()[what] <= most, `${what}: ${weight()[what]} of ${most}`);
      });
    });
  }
}, { example: buildExample });

async function buildExample() {
  const portal = await support.copyOfExample();
  await full(portal);
  const site = join(await support.temporaryFolder(), "site");
  await support.build(portal, site, "https://example.org/");
  return site;
}

/** Fills the portal with a trek of 12 photographs and 30 POIs. */
async function full(portal) {
  const treks = join(portal, "treks");
  const trek = join(treks, "chargee");
  await mkdir(trek);
  const from = join(treks, "lac-long");
  for (const file of ["track.gpx", "index.fr.md"]) await cp(join(from, file), join(trek, file));
  const photographs = [];
  for (const folder of (await readdir(treks)).sort()) {
    if (folder === "chargee") continue;
    const names = (await readdir(join(treks, folder))).filter((name) => name.endsWith(".jpg")).sort();
    photographs.push(...names.map((name) => join(treks, folder, name)));
  }
  assert.ok(photographs.length >= 12, `${photographs.length} photographs`);
  for (const [i, file] of photographs.slice(0, 12).entries()) await cp(file, join(trek, `photo-${10 + i}.jpg`));
  const track = await readFile(join(trek, "track.gpx"), "utf8");
  const points = [...track.matchAll(/lat="([\d.]+)" lon="([\d.]+)"/g)];
  for (let i = 0; i < 30; i++) {
    const [, lat, lon] = points[Math.floor((i * points.length) / 30)];
    const text = `+++\nname = "Lieu ${i + 1}"\nposition = [${lon}, ${lat}]\n+++\n\nUne phrase ou deux sur ce que l’on voit ici, au lieu ${i + 1}.\n`;
    await writeFile(join(portal, "pois", `lieu-${i + 1}.fr.md`), text);
  }
}

/** The page of a kind with the most elements, in the first language. */
async function heaviest(site, kind) {
  if (kind in SINGLE) return existsSync(join(site, SINGLE[kind])) ? SINGLE[kind] : undefined;
  const folder = kind === "itinerary" ? "trek" : kind;
  const names = existsSync(join(site, folder)) ? await readdir(join(site, folder)) : [];
  const pages = await Promise.all(names.map(async (name) => ({ name, html: await readFile(join(site, folder, name, "index.html"), "utf8") })));
  const right = pages.filter(({ html }) => folder !== "trek" || html.includes('id="stages"') === (kind === "itinerary"));
  const best = right.sort((a, b) => elements(b.html) - elements(a.html))[0];
  return best && `${folder}/${best.name}/`;
}

function elements(html) {
  return html.split(/<[a-z]/).length;
}

/** All elements of a page, and those of it that are no parts of a drawing. */
function count(html) {
  const page = html ? new DOMParser().parseFromString(html, "text/html") : document;
  const nodes = page.querySelectorAll("*").length;
  return { nodes, plain: nodes - page.querySelectorAll("svg *").length };
}

async function weigh(page, site, path) {
  const { weight, arrived } = await answersOf(page, () => page.goto(`/${path}`, { waitUntil: "networkidle" }));
  const { nodes, plain } = await page.evaluate(count);
  const first = ecoIndex(plain, weight());
  await page.evaluate(async () => {
    for (let y = 0; y < document.body.scrollHeight; y += innerHeight / 2) {
      scrollTo(0, y);
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    }
  });
  // Lazy pictures are there, and so is what other scripts asked for.
  await page.waitForFunction(() => [...document.images].every((image) => image.complete || !image.checkVisibility()));
  await support.settled(page);
  await arrived();
  const html = gzipSync(await readFile(join(site, path, path.endsWith(".html") ? "" : "index.html"))).length / 1000;
  return { nodes, plain, html, first, scrolled: ecoIndex((await page.evaluate(count)).plain, weight()) };
}

/** What is answered while `act` runs, and after it. */
async function answersOf(page, act) {
  const answers = [];
  const weight = { html: 0, css: 0, js: 0, other: 0 };
  const bodies = [];
  page.on("response", (response) => {
    answers.push(response);
    bodies.push(response.body().then((bytes) => {
      const type = response.headers()["content-type"];
      const plain = /^(text|application\/json|image\/svg)/.test(type);
      weight[part(type)] += (plain ? gzipSync(bytes).length : bytes.length) / 1000;
    }));
  });
  const arrived = async () => {
    for (let known = 0; known < bodies.length; ) await Promise.all(bodies.slice(known, (known = bodies.length)));
  };
  await act();
  await arrived();
  return { answers, arrived, weight: () => ({ ...weight, requests: answers.length, all: weight.html + weight.css + weight.js + weight.other }) };
}

function part(type) {
  if (type.startsWith("text/html")) return "html";
  if (type.startsWith("text/css")) return "css";
  return type.includes("javascript") ? "js" : "other";
}

/**
 * The EcoIndex (Collectif GreenIT, https://github.com/cnumr/ecoindex_reference): where a page is among
 * those of the HTTP Archive by its elements (a drawing counts as one), its requests and its kilobytes.
 */
const QUANTILES = {
  plain: [0, 47, 75, 159, 233, 298, 358, 417, 476, 537, 603, 674, 753, 843, 949, 1076, 1237, 1459, 1801, 2479, 594601],
  requests: [0, 2, 15, 25, 34, 42, 49, 56, 63, 70, 78, 86, 95, 105, 117, 130, 147, 170, 205, 281, 3920],
  all: [0, 1.37, 144.7, 319.53, 479.46, 631.97, 783.38, 937.91, 1098.62, 1265.47, 1448.32, 1648.27, 1876.08, 2142.06, 2465.37, 2866.31, 3401.59, 4155.73, 5400.08, 8037.54, 223212.26],
};
const ABOVE = { A: 80, B: 70, C: 55, D: 40, E: 25, F: 10 };

function ecoIndex(plain, { requests, all }) {
  const quantile = (limits, value) => {
    const above = limits.findIndex((limit) => value < limit);
    return above < 0 ? limits.length - 1 : above - 1 + (value - limits[above - 1]) / (limits[above] - limits[above - 1]);
  };
  const sum = 3 * quantile(QUANTILES.plain, plain) + 2 * quantile(QUANTILES.requests, requests) + quantile(QUANTILES.all, all);
  const score = Math.round(100 - (5 * sum) / 6);
  const grade = Object.keys(ABOVE).find((grade) => score > ABOVE[grade]) ?? "G";
  return { requests, all, score, grade };
}

function tell(name, { nodes, html, first }) {
  const figures = { elements: nodes, "kB of HTML": html.toFixed(1), requests: first.requests, kB: first.all.toFixed(0), EcoIndex: first.score };
  for (const [figure, value] of Object.entries(figures)) console.log(`figure: ${figure}, ${name} = ${value}`);
}

function line(kind, { nodes, plain, html, first, scrolled }) {
  const grade = ({ requests, all, score, grade }) => `${String(requests).padStart(3)} ${all.toFixed(0).padStart(4)} kB  ${grade} ${score}`;
  return `${kind.padEnd(14)} ${String(nodes).padStart(4)} (${String(plain).padStart(3)})  ${html.toFixed(1).padStart(4)} kB  ${grade(first)}  ${grade(scrolled)}`;
}
