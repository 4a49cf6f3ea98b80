// Measures how fast pages are on a slow phone, by Lighthouse: `npm run bench`, or
// `npm run bench -- trek list` for some kinds of pages. Times depend on how busy the machine is, so
// a reference, a plain page that never changes, is measured just before each page: where the
// reference is slow too, it is the machine that is busy.

import assert from "node:assert/strict";
import lighthouse from "lighthouse";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as double from "./double.mjs";
import * as kinds from "./kinds.mjs";
import * as support from "./support.mjs";

/** How often each page is measured: the median counts. */
const RUNS = 3;
/** Milliseconds to the server. Without, what is far below arrives before anything is painted, and counts. */
const LATENCY = 40;
/** The least score of the reference on a machine that has nothing else to do. */
const CALM = 98;
const SETTINGS = {
  onlyCategories: ["performance"],
  disableFullPageScreenshot: true,
  maxWaitForFcp: 300_000,
  maxWaitForLoad: 300_000,
  pauseAfterFcpMs: 250,
  pauseAfterLoadMs: 250,
  networkQuietThresholdMs: 250,
  cpuQuietThresholdMs: 250,
};

try {
  await bench(process.argv.slice(2));
} finally {
  await support.shutDown();
}

async function bench(chosen) {
  const port = await support.launchWithPort();
  const pages = await built(chosen);
  const lowest = { pages: 100, references: 100 };
  console.log(`${"".padEnd(16)} page                                 reference`);
  for (const { kind, origin, path } of pages) {
    const [page, reference] = [[], []];
    for (let run = 0; run < RUNS; run++) {
      reference.push(await measured(port, `${origin}/reference/`));
      page.push(await measured(port, `${origin}${path}`));
    }
    const [one, other] = [median(page), median(reference)];
    console.log(`${kind.padEnd(16)} ${said(one)}   ${said(other)}${other.score < CALM ? "   the machine is busy" : ""}`);
    console.log(`figure: Lighthouse performance, ${kind} = ${one.score}`);
    lowest.pages = Math.min(lowest.pages, one.score);
    lowest.references = Math.min(lowest.references, other.score);
  }
  console.log(`figure: Lighthouse performance, lowest page = ${lowest.pages}`);
  console.log(`figure: Lighthouse performance, lowest reference = ${lowest.references}`);
}

/** The pages of the chosen kinds, of all where none is chosen, each in a site that is served. */
async function built(chosen) {
  const wanted = (kind) => chosen.length === 0 || chosen.includes(kind);
  const pages = [];
  const site = async (build) => {
    const folder = join(await support.temporaryFolder(), "site");
    const origin = await support.serveFiles(folder, "/", {}, LATENCY);
    await build(folder, `${origin}/`);
    await reference(join(folder, "reference"));
    return [folder, origin];
  };
  const example = Object.entries(kinds.EXAMPLE).filter(([kind]) => wanted(kind));
  if (example.length > 0) {
    const [, origin] = await site((folder, address) => support.build(support.EXAMPLE, folder, address));
    pages.push(...example.map(([kind, path]) => ({ kind, origin, path })));
  }
  const admin = kinds.ADMIN.filter(wanted);
  if (admin.length > 0 && double.MISSING) console.error(`!! no pages of a Geotrek-admin: ${double.MISSING}`);
  if (admin.length > 0 && !double.MISSING) {
    const [folder, origin] = await site((folder, address) => double.build(address, folder));
    const paths = await kinds.ofAdmin(folder);
    for (const kind of admin) pages.push({ kind, origin, path: paths[kind] });
  }
  assert.ok(pages.length > 0, `no page of these kinds: there are ${[...Object.keys(kinds.EXAMPLE), ...kinds.ADMIN].join(", ")}`);
  return pages;
}

/**
 * Writes the reference: 2,000 paragraphs (118 kB), a style sheet, and a script whose
 * work is always the same. It is no page of the theme, and changes with nothing.
 */
async function reference(folder) {
  await mkdir(folder);
  const paragraphs = Array.from({ length: 2000 }, (_, i) => `<p>Paragraph ${i}: the path climbs through the forest.</p>`);
  const head = '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Reference</title><link rel="icon" href="data:,"><link rel="stylesheet" href="style.css">';
  await writeFile(join(folder, "index.html"), `${head}<h1>Reference</h1>${paragraphs.join("\n")}<script src="work.js"></script></html>`);
  await writeFile(join(folder, "style.css"), "body { font: 1rem/1.5 sans-serif; max-width: 40rem; margin: auto }\n");
  await writeFile(join(folder, "work.js"), "let sum = 0;\nfor (let i = 0; i < 1e7; i++) sum = (sum * 31 + i) % 65521;\ndocument.title += ` ${sum}`;\n");
}

async function measured(port, url) {
  const { lhr } = await lighthouse(url, { port, logLevel: "silent" }, { extends: "lighthouse:default", settings: SETTINGS });
  assert.equal(lhr.runtimeError, undefined, lhr.runtimeError?.message);
  const [paint, blocked] = ["largest-contentful-paint", "total-blocking-time"].map((id) => lhr.audits[id].numericValue);
  return { score: Math.round(lhr.categories.performance.score * 100), paint, blocked };
}

function median(runs) {
  return runs.sort((a, b) => a.score - b.score)[Math.floor(runs.length / 2)];
}

function said({ score, paint, blocked }) {
  return `${String(score).padStart(3)}, LCP ${(paint / 1000).toFixed(1)} s, blocked ${String(Math.round(blocked)).padStart(4)} ms`;
}
