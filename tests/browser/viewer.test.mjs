// Photographs in their viewer: by the keyboard, by a finger, and as links without a script.

import axe from "axe-core";
import assert from "node:assert/strict";
import { cp, mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import * as support from "./support.mjs";

/** Photographs of the trek: the first two with a legend and a credit, the others with nothing. */
const COUNT = 5;
const TREK = "/trek/photos/";
const LEGEND = "Les barques tirées sur la grève, un soir d’été";
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

let browser, origin;

before(async () => {
  const portal = await support.copyOfExample();
  await full(portal);
  const site = join(await support.temporaryFolder(), "site");
  await support.build(portal, site, "https://example.org/");
  browser = await support.launch();
  const headers = await readFile(join(site, "_headers"), "utf8");
  const policy = headers.match(/Content-Security-Policy: (.*)/)[1];
  origin = await support.serveFiles(site, "/", { "content-security-policy": policy });
});
after(support.shutDown);

/** A trek of five photographs, and one of one. */
async function full(portal) {
  const treks = join(portal, "treks");
  const lake = join(treks, "lac-long");
  const [trek, single] = ["photos", "seule"].map((name) => join(treks, name));
  await cp(lake, trek, { recursive: true });
  const photographs = [];
  for (const folder of (await readdir(treks)).sort()) {
    if (["lac-long", "photos"].includes(folder)) continue;
    const names = (await readdir(join(treks, folder))).filter((name) => name.endsWith(".jpg")).sort();
    photographs.push(...names.map((name) => join(treks, folder, name)));
  }
  for (const [i, file] of photographs.slice(0, COUNT - 2).entries()) await cp(file, join(trek, `z-${i}.jpg`));
  await mkdir(single);
  await cp(join(lake, "track.gpx"), join(single, "track.gpx"));
  await cp(photographs[0], join(single, "une.jpg"));
  await writeFile(join(single, "index.fr.md"), '+++\nname = "Une seule"\n+++\nMonter.\n');
}

/** The page that the browser makes around a file has styles of its own, and wants an icon. */
const ofTheFile = { accept: (problem) => /\/(media\/.*\.webp|favicon\.ico)\)?$/.test(problem) };

const visit = (options, body) => support.withPage(browser, origin, options, async (page) => {
  await page.addInitScript(() => {
    addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => console.error(`policy: ${effectiveDirective} ${blockedURI}`));
  });
  await body(page);
});

/** In the page: what the viewer shows. */
const shown = (page) => page.evaluate(async () => {
  const viewer = document.querySelector("dialog.viewer[open]");
  const image = viewer.querySelector("img");
  await image.decode();
  const { width, height, x, y } = image.getBoundingClientRect();
  return {
    count: viewer.querySelector(".viewer-count").textContent,
    said: viewer.querySelector("[role=status]").textContent,
    caption: viewer.querySelector("figcaption").textContent.trim().replace(/\s+/g, " "),
    photograph: image.currentSrc.replace(/.*\/media\//, ""),
    natural: Number(image.getAttribute("width")),
    box: { width, height, x, y },
  };
});

/** Once the viewer shows the photograph of this number. */
async function reach(page, number) {
  await page.waitForFunction((count) => document.querySelector(".viewer-count")?.textContent === count, `${number} / ${COUNT}`);
  return shown(page);
}

const closed = (page) => page.locator("dialog").waitFor({ state: "detached" });

/** The place in the gallery of the link that has the focus, from 1. */
const focused = (page) => page.evaluate(() => [...document.querySelectorAll(".gallery a")].indexOf(document.activeElement) + 1);

test("the keyboard goes through a gallery, and comes back to where it ended", () => visit({}, async (page) => {
  await page.goto(TREK, { waitUntil: "networkidle" });
  await support.tabTo(page, ".gallery figure:nth-child(2) a");
  const top = await page.evaluate(() => scrollY);
  await page.keyboard.press("Enter");
  const second = await reach(page, 2);
  assert.ok(second.said.startsWith(`Photographie 2 sur ${COUNT}: `), second.said);
  assert.equal(second.caption, "Un nacré dans les prés du lac © Kenneth Wimer · LGPL-2.1-or-later");
  await page.keyboard.press("ArrowLeft");
  const first = await reach(page, 1);
  assert.equal(first.caption, `${LEGEND} © Ian Hex · LGPL-3.0`);
  assert.notEqual(first.photograph, second.photograph);
  // Before the first and after the last there is nothing.
  await page.keyboard.press("ArrowLeft");
  await reach(page, 1);
  await page.keyboard.press("End");
  const last = await reach(page, COUNT);
  assert.equal(last.caption, "", "nothing is invented");
  await page.keyboard.press("ArrowRight");
  await reach(page, COUNT);
  await page.keyboard.press("Home");
  await reach(page, 1);
  // What has the focus stays in the viewer, and can be seen.
  const stops = new Set();
  for (let presses = 0; presses < 8; presses++) {
    await page.keyboard.press("Tab");
    stops.add(await page.evaluate(() => document.activeElement.ariaLabel ?? document.activeElement.tagName));
  }
  for (const name of ["Photographie précédente", "Photographie suivante", "Fermer"]) assert.ok(stops.delete(name), name);
  assert.ok([...stops].every((name) => name === "BODY"), `${[...stops]}`);
  // The page does not move behind.
  await page.mouse.move(600, 400);
  await page.mouse.wheel(0, 900);
  await page.keyboard.press("PageDown");
  assert.equal(await page.evaluate(() => scrollY), top);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await reach(page, 3);
  await page.keyboard.press("Escape");
  await closed(page);
  assert.equal(await focused(page), 3);
  assert.equal(page.url(), `${origin}${TREK}`);
  assert.equal(await page.evaluate(() => document.documentElement.getAttribute("style") ?? ""), "", "the page is let go");
}));

test("the photograph across the top opens in its gallery, and the way back leads to it", () => visit({}, async (page) => {
  await page.goto(TREK);
  await support.tabTo(page, ".hero-picture");
  await page.keyboard.press("Enter");
  await reach(page, 1);
  await page.goBack();
  await closed(page);
  assert.equal(page.url(), `${origin}${TREK}`);
  assert.ok(await page.evaluate(() => document.activeElement.matches(".hero-picture")));
  assert.equal(await page.evaluate(() => history.scrollRestoration), "auto");
  await page.keyboard.press("Enter");
  await reach(page, 1);
  await page.getByRole("button", { name: "Fermer" }).click();
  await closed(page);
  // Nothing of the viewer is left in the way back.
  await page.waitForFunction(() => !history.state?.viewer);
}));

test("one alone has no neighbours", () => visit({}, async (page) => {
  await page.goto("/trek/seule/");
  const link = page.locator(".hero-picture");
  assert.equal(await link.getAttribute("aria-label"), "Photographie 1 sur 1");
  await link.click({ position: { x: 20, y: 20 } });
  await page.locator(".viewer img").waitFor();
  for (const name of ["previous", "next", "count"]) assert.ok(await page.locator(`.viewer-${name}`).isHidden(), name);
  await page.keyboard.press("ArrowRight");
  // Beside the photograph there is nothing but the way out.
  await page.mouse.click(30, 450);
  await closed(page);
}));

test("a finger goes through a gallery", () => visit(PHONE, async (page) => {
  await page.goto(TREK);
  await page.locator(".gallery a").first().tap();
  const first = await reach(page, 1);
  assert.deepEqual([first.box.x, first.box.width], [0, 390], "from edge to edge");
  const client = await page.context().newCDPSession(page);
  const swipe = async (from, to, y = 400) => {
    const touch = (type, x) => client.send("Input.dispatchTouchEvent", { type, touchPoints: type === "touchEnd" ? [] : [{ x, y }] });
    await touch("touchStart", from);
    for (let step = 1; step <= 6; step++) await touch("touchMove", from + ((to - from) * step) / 6);
    // The finger rests: after a fling, the browser takes the next tap for its end.
    await page.waitForTimeout(200);
    await touch("touchMove", to);
    await touch("touchEnd");
  };
  await swipe(300, 80);
  await reach(page, 2);
  await swipe(300, 280);
  await reach(page, 2);
  assert.equal(await page.locator(".viewer picture").evaluate((picture) => picture.style.translate), "");
  await swipe(60, 300);
  await reach(page, 1);
  await swipe(60, 300);
  await reach(page, 1);
  await page.getByRole("button", { name: "Photographie suivante" }).tap();
  await reach(page, 2);
  for (const button of await page.locator(".viewer button").all()) {
    const { width, height } = await button.boundingBox();
    assert.ok(width >= 44 && height >= 44, `${width} × ${height}`);
  }
}));

for (const [name, options] of [
  ["light", { colorScheme: "light" }],
  ["dark", { colorScheme: "dark" }],
  ["on a phone", PHONE],
  ["at 400 %", { viewport: { width: 320, height: 256 } }],
]) {
  test(`everyone can use it, ${name}`, () => visit({ reducedMotion: "reduce", ...options }, async (page) => {
    await page.goto(TREK);
    await page.evaluate(axe.source);
    await page.locator(".gallery a").first().click();
    for (const number of [1, 2, 3]) {
      await reach(page, number);
      const violations = await page.evaluate(async () => (await axe.run("dialog", { resultTypes: ["violations"] })).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html, any }) => `${html.slice(0, 160)} ${any[0]?.message ?? ""}`).join(" | ")}`));
      assert.deepEqual(violations, []);
      // Nothing is lost: all of it is inside of the width, and one scrolls to the rest.
      const lost = await page.locator(".viewer").evaluate((viewer) => {
        const width = document.documentElement.clientWidth;
        const parts = [...viewer.querySelectorAll("button, img, .legend, .credit, .viewer-count")];
        const boxes = parts.map((part) => [part.className, part.getBoundingClientRect()]);
        const outside = boxes.filter(([, box]) => box.left < 0 || box.right > width || box.bottom + viewer.scrollTop > viewer.scrollHeight + 1);
        const caption = viewer.querySelector("figcaption").getBoundingClientRect();
        const over = boxes.filter(([name, box]) => name.startsWith("viewer-button") && caption.height > 30 && box.top < caption.bottom && box.bottom > caption.top && box.left < caption.right && box.right > caption.left);
        return [...outside, ...over].map(([name]) => name);
      });
      assert.deepEqual(lost, []);
      await page.keyboard.press("ArrowRight");
    }
    assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
  }));
}

test("it is not larger than the photograph, nor than the screen", async () => {
  for (const [width, height] of [[1366, 768], [2560, 1440]]) {
    await visit({ viewport: { width, height } }, async (page) => {
      await page.goto(TREK);
      await page.locator(".gallery a").first().click();
      const { box, natural, photograph } = await reach(page, 1);
      assert.ok(box.width <= natural + 1 && box.width <= width && box.y + box.height <= height, JSON.stringify(box));
      // As large as can be, in a variant that is sharp.
      assert.ok(box.width > natural - 2 || box.height > height * 0.75, JSON.stringify(box));
      const of = Number(photograph.match(/-(\d+)\.webp$/)[1]);
      assert.ok(of >= Math.min(box.width - 1, natural), `${photograph} for ${box.width}`);
      await page.setViewportSize({ width: 700, height: 500 });
      await page.waitForFunction(() => document.querySelector(".viewer img").getBoundingClientRect().right < 700);
    });
  }
});

test("nothing is asked for before, and neighbours are there when one comes", () => visit({}, async (page) => {
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(TREK, { waitUntil: "networkidle" });
  assert.deepEqual(asked.filter((path) => path.includes("viewer")), []);
  await page.locator(".hero-picture").click({ position: { x: 20, y: 20 } });
  await reach(page, 1);
  await page.waitForLoadState("networkidle");
  assert.deepEqual(asked.filter((path) => path.includes("viewer")).map((path) => path.replace(/.*\//, "")).sort(), ["viewer.css", "viewer.js"]);
  asked.splice(0);
  await page.keyboard.press("ArrowRight");
  await reach(page, 2);
  const second = await page.locator(".viewer img").evaluate((image) => new URL(image.currentSrc).pathname);
  assert.ok(!asked.includes(second), "it was there");
}));

describe("a photograph is a link", () => {
  test("that opens by itself without JavaScript", () => visit({ javaScriptEnabled: false, ...ofTheFile }, async (page) => {
    await page.goto(TREK);
    const names = await page.locator(".gallery a").evaluateAll((links) => links.map((link) => link.getAttribute("aria-label")));
    assert.deepEqual(names, [null, null, ...[3, 4, 5].map((number) => `Photographie ${number} sur ${COUNT}`)]);
    await page.getByRole("link", { name: LEGEND }).first().waitFor();
    const link = page.locator(".gallery a").nth(2);
    const [href, widths] = await link.evaluate((link) => [link.href, link.querySelector("source").srcset.match(/\d+(?=w)/g)]);
    assert.ok(href.endsWith(`-${widths.at(-1)}.webp`), `${href}, ${widths}`);
    await link.click();
    await page.waitForURL(href);
    assert.ok((await page.locator("img").first().evaluate((image) => image.naturalWidth)) >= 1000);
  }));

  test("that opens beside with a key held, and in other languages has their words", () => visit(ofTheFile, async (page) => {
    await page.goto(`/en${TREK}`);
    const link = page.locator(".gallery a").nth(2);
    assert.equal(await link.getAttribute("aria-label"), `Photograph 3 of ${COUNT}`);
    const [beside] = await Promise.all([page.context().waitForEvent("page"), link.click({ modifiers: ["ControlOrMeta"] })]);
    await beside.waitForURL(/\.webp$/);
    const [third] = await Promise.all([page.context().waitForEvent("page"), link.click({ button: "middle" })]);
    await third.waitForURL(/\.webp$/);
    assert.equal(await page.locator("dialog").count(), 0);
  }));
});
