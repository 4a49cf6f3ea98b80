// Pages on paper: what Chromium prints of the example, read by poppler.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import * as support from "./support.mjs";

const run = promisify(execFile);
const MENU = /Préparer sa sortie|Mentions légales|Ouvrir la carte|Imprimer|Partager|Sur cette page|Photographies|À proximité|GeoJSON/;

let browser, origin, folder, treks;

before(async () => {
  // `pdftotext` is of poppler-utils: without it, this fails and says so.
  await run("pdftotext", ["-v"]);
  folder = await support.temporaryFolder();
  const built = join(folder, "site");
  await support.build(support.EXAMPLE, built, "https://example.org/rando/");
  treks = await readdir(join(built, "trek"));
  browser = await support.launch();
  origin = await support.serveFiles(built, "/rando/");
});
after(support.shutDown);

const visit = (options, body) => support.withPage(browser, origin, options, body);

/** The text of each sheet. */
async function sheets(page, path) {
  if (path) await page.goto(path);
  await page.waitForLoadState("networkidle");
  const file = join(folder, "page.pdf");
  await page.pdf({ path: file, format: "A4", preferCSSPageSize: true });
  const { stdout } = await run("pdftotext", ["-layout", file, "-"]);
  return stdout.split("\f").slice(0, -1);
}

test("every trek of the example is on two sheets, without anything to click", () => visit({}, async (page) => {
  assert.ok(treks.length > 10, `${treks}`);
  for (const trek of treks) {
    const path = `/rando/trek/${trek}/`;
    const text = await sheets(page, path);
    assert.ok(text.length <= 2, `${trek}: ${text.length} sheets`);
    const title = await page.locator("h1").textContent();
    // A long title is on two lines.
    assert.ok(text[0].includes(title.split(" ")[0]), `${trek}: ${text[0]}`);
    assert.ok(text[0].includes(`https://example.org${path}`), `${trek}: no address in ${text[0]}`);
    assert.ok(text.join().includes("Mis à jour le"), trek);
    assert.doesNotMatch(text.join("\n"), MENU, trek);
    await page.emulateMedia({ media: "print" });
    for (const selector of [".paper-address .qr", ".map-still", ".facts-bar"]) assert.ok(await page.locator(selector).isVisible(), `${trek}: ${selector}`);
    for (const selector of [".hero-picture", ".profile"]) {
      for (const found of await page.locator(selector).all()) assert.ok(await found.isVisible(), `${trek}: ${selector}`);
    }
    const code = await page.locator(".paper-address .qr").boundingBox();
    assert.ok(code.width > 110 && code.width === code.height, JSON.stringify(code));
    await page.emulateMedia({ media: null });
  }
}));

test("what one passes is a short list in walking order", () => visit({}, async (page) => {
  const text = (await sheets(page, "/rando/trek/refuge-du-lac-bleu/")).join("\n");
  for (const line of [/740 m\s+Les passerelles de la Clarée · Patrimoine/, /4,2 km\s+Le Lac Bleu · Eau/]) assert.match(text, line);
  assert.doesNotMatch(text, /puis à/);
}));

for (const kind of ["poi/lac-noir", "event/fete-de-la-transhumance", "service/refuge-du-lac-bleu", "information/venir", "structure/parc-de-valbrune"]) {
  test(`${kind} is on one sheet`, () => visit({}, async (page) => {
    const [text, ...more] = await sheets(page, `/rando/${kind}/`);
    assert.equal(more.length, 0);
    assert.ok(text.includes(`https://example.org/rando/${kind}/`), text);
    assert.doesNotMatch(text, MENU);
  }));
}

test("a map that was opened prints as the drawing", () => visit({}, async (page) => {
  await page.goto("/rando/trek/lac-long/");
  await page.locator("[data-open]").click();
  await page.locator(".map-live path.map-line").first().waitFor();
  assert.equal(await page.locator(".map-still").isVisible(), false);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator(".map-still").isVisible(), true);
  assert.equal(await page.locator(".map-live").isVisible(), false);
}));

test("paper is white with a dark screen too", () => visit({ colorScheme: "dark" }, async (page) => {
  await page.goto("/rando/trek/lac-long/");
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  assert.deepEqual(await support.colour(page, "body", "backgroundColor"), [1, 1, 1]);
  for (const selector of ["h1", ".prose", ".place-title", ".facts-bar dd", ".notice h2"]) assert.deepEqual(await support.colour(page, selector, "color"), [0, 0, 0], selector);
  const [red, green, blue] = await support.colour(page, ".map-lines path", "stroke");
  assert.ok(red + green + blue < 1.5, "the line is dark enough");
}));
