// The banner of the home page: several photographs that one pushes, and a film that keeps still for
// those who want less motion.

import axe from "axe-core";
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import * as support from "./support.mjs";

const PHOTOGRAPHS = `[[site.hero]]
file = "photos/accueil.jpg"
legend = { fr = "Un soir" }
author = "Ian Hex"

[[site.hero]]
file = "treks/balcon-de-valbrune/collines.jpg"
author = "LXQt team"
license = "LGPL-2.1-or-later"

[[site.hero]]
file = "treks/balcon-de-valbrune/brouillard.jpg"

`;

let browser, film, strip;

before(async () => {
  browser = await support.launch();
  const pictures = await portal(`${PHOTOGRAPHS}[site.description]`, "[site.description]", /^hero.*\n/gm);
  strip = await support.serveFiles(pictures, "/");
  const moving = await portal('hero_video = "photos/film.webm"\nhero = ', "hero = ");
  film = await support.serveFiles(moving, "/", { "content-security-policy": "default-src 'self'; img-src 'self' data:" });
});
after(support.shutDown);

/** The example, with `old` of its settings replaced, built. */
async function portal(settings, old, without = /^$/) {
  const folder = await support.copyOfExample();
  const file = join(folder, "site.toml");
  const text = (await readFile(file, "utf8")).replace(without, "").replace(old, settings);
  await writeFile(file, text);
  await writeFile(join(folder, "photos", "film.webm"), await recorded());
  const site = join(await support.temporaryFolder(), "site");
  const said = await support.build(folder, site, "https://example.org/");
  assert.doesNotMatch(said, /hero/);
  return site;
}

/** A short film, made by the browser: as many frames as it takes until there is something to play. */
async function recorded() {
  const page = await browser.newPage();
  const bytes = await page.evaluate(async () => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 320, height: 180 });
    const context = canvas.getContext("2d");
    const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: "video/webm" });
    const chunks = [];
    recorder.ondataavailable = ({ data }) => data.size > 0 && chunks.push(data);
    const stopped = new Promise((done) => (recorder.onstop = done));
    recorder.start(100);
    for (let frame = 0; frame < 15 || chunks.length < 3; frame++) {
      context.fillStyle = `hsl(${frame * 20} 80% 50%)`;
      context.fillRect(0, 0, 320, 180);
      await new Promise((done) => setTimeout(done, 40));
    }
    recorder.stop();
    await stopped;
    return [...new Uint8Array(await new Blob(chunks).arrayBuffer())];
  });
  await page.close();
  return Buffer.from(bytes);
}

const violations = (page) => page.evaluate(async () => (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0].html} ${nodes[0].any[0]?.message}`));

for (const javaScriptEnabled of [true, false]) {
  test(`photographs stand side by side, ${javaScriptEnabled ? "with" : "without"} JavaScript`, () => support.withPage(browser, strip, { javaScriptEnabled }, async (page) => {
    await page.goto("/");
    const inView = () => page.locator(".hero-strip").evaluate((strip) => Math.round(strip.scrollLeft / strip.clientWidth));
    await support.tabTo(page, ".hero-strip");
    await page.locator(".hero-dots").getByRole("link", { name: "Photographie 3 sur 3" }).focus();
    await page.keyboard.press("Enter");
    // Without scripts nothing in the page can wait.
    await support.until("the third photograph", async () => (await inView()) === 2);
    assert.equal(await page.evaluate(() => scrollY), 0, "the page stays where it is");
    assert.equal(await page.locator(".hero-strip .hero-credit").nth(1).innerText(), "© LXQt team · LGPL-2.1-or-later");
    assert.equal(await page.evaluate(() => document.scrollingElement.scrollWidth), 1280);
  }));
}

test("the strip has no fault that axe finds, light and dark, on a phone too", () => support.withPage(browser, strip, {}, async (page) => {
  await page.goto("/");
  await page.evaluate(axe.source);
  for (const width of [390, 1366]) {
    await page.setViewportSize({ width, height: 800 });
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      assert.deepEqual(await violations(page), [], `${width}, ${colorScheme}`);
    }
  }
}));

const isPlaying = () => {
  const film = document.querySelector(".hero-picture video");
  return Boolean(film && !film.paused && film.videoWidth);
};

test("a film starts by itself, and a button stops it", () => support.withPage(browser, film, {}, async (page) => {
  await page.goto("/");
  await page.waitForFunction(isPlaying);
  await page.evaluate(axe.source);
  assert.deepEqual(await violations(page), []);
  await support.tabTo(page, ".hero-film button");
  assert.equal(await page.locator(".hero-film button").innerText(), "Arrêter le film");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Lancer le film" }).waitFor();
  assert.equal(await page.evaluate(isPlaying), false);
}));

for (const [who, options] of [
  ["who wants less motion", { reducedMotion: "reduce" }],
  ["on a phone", { viewport: { width: 390, height: 844 } }],
]) {
  test(`a film waits for the visitor ${who}`, () => support.withPage(browser, film, options, async (page) => {
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.goto("/", { waitUntil: "networkidle" });
    assert.ok(asked.every((url) => !url.endsWith(".webm")), `${asked}`);
    await page.getByRole("button", { name: "Lancer le film" }).click();
    await page.waitForFunction(isPlaying);
  }));
}

test("without JavaScript the photograph stays", () => support.withPage(browser, film, { javaScriptEnabled: false }, async (page) => {
  await page.goto("/");
  assert.ok(await page.locator(".hero-picture img").isVisible());
  assert.equal(await page.locator(".hero-film button").isVisible(), false);
}));
