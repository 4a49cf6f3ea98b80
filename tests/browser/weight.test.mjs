// What a page weighs before anybody does anything: a trek with 12 photographs and 30 POIs, on a phone.

import assert from "node:assert/strict";
import { cp, mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import * as support from "./support.mjs";

// Kilobytes as a server sends them, compressed where that helps.
const BUDGET = { html: 25, css: 12, js: 15, all: 250, requests: 12 };

let browser, origin;

before(async () => {
  const portal = await support.copyOfExample();
  await full(portal);
  const site = join(await support.temporaryFolder(), "site");
  await support.build(portal, site, "https://example.org/");
  browser = await support.launch();
  origin = await support.serveFiles(site, "/");
});
after(support.shutDown);

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

function kind(type) {
  if (type.startsWith("text/html")) return "html";
  if (type.startsWith("text/css")) return "css";
  return type.includes("javascript") ? "js" : "other";
}

for (const deviceScaleFactor of [1, 2, 3]) {
  test(`the first view is light, at ${deviceScaleFactor} pixels a point`, () => {
    const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor, isMobile: true, hasTouch: true };
    return support.withPage(browser, origin, phone, async (page) => {
      const answers = [];
      page.on("response", (response) => answers.push(response));
      await page.goto("/trek/chargee/", { waitUntil: "networkidle" });
      // What only the profile and the line of sections need waits; here the map is just below the screen.
      const early = answers.map((answer) => answer.url()).filter((url) => /\/js\/(profile|contents)\.js$/.test(url));
      assert.deepEqual(early, []);
      assert.ok((await page.locator("#photos img").count()) >= 11);
      assert.ok((await page.locator("#pois .along > li").count()) >= 30);
      const weight = { html: 0, css: 0, js: 0, other: 0, requests: answers.length };
      for (const response of answers) {
        const bytes = await response.body();
        const type = response.headers()["content-type"];
        const plain = /^(text|application\/json|image\/svg)/.test(type);
        weight[kind(type)] += (plain ? gzipSync(bytes).length : bytes.length) / 1000;
      }
      weight.all = weight.html + weight.css + weight.js + weight.other;
      const shown = Object.entries(BUDGET).map(([what, most]) => `${what} ${weight[what].toFixed(what === "requests" ? 0 : 1)} of ${most}`);
      console.log(`  ${deviceScaleFactor}x: ${shown.join(", ")}`);
      for (const [what, most] of Object.entries(BUDGET)) assert.ok(weight[what] <= most, `${what}: ${weight[what]} of ${most}`);
    });
  });
}
