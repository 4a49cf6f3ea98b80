// The map that one opens, as one sees it: no trail is hidden by another.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, test } from "node:test";
import * as double from "./double.mjs";
import * as support from "./support.mjs";

if (double.MISSING) console.error(`\n!! NO MAP OF A GEOTREK-ADMIN IS LOOKED AT: ${double.MISSING}\n`);

const SCREENS = { phone: { width: 390, height: 844 }, desktop: { width: 1366, height: 900 } };
/** Places on each trail that are looked at. */
const LOOKS = 25;

after(support.shutDown);

double.describePortals((portal, served) => {
  for (const [screen, viewport] of Object.entries(SCREENS)) {
    test(`every trail is seen on the map of all, ${screen}`, () => support.withPage(served.browser, served.origin, { viewport, accept: isTile }, async (page) => {
      const { lines } = JSON.parse(await readFile(join(served.site, "map.json"), "utf8"));
      const trails = new Set(lines.map(({ url }) => url));
      await open(page, "/treks/");
      const seen = await page.evaluate(look, { picture: await picture(page), looks: LOOKS });
      assert.equal(seen.length, trails.size);
      // A trail that turns back within a few pixels covers its own edge: nearly all of it is seen.
      assert.deepEqual(seen.filter((share) => share < 0.85), [], "shares of trails that are seen");
    }));
  }
});

/** Tiles come from another site: here none do. */
function isTile(problem) {
  return problem.includes("tile.openstreetmap.org");
}

async function open(page, path) {
  await page.route("**/tile.openstreetmap.org/**", (route) => route.abort());
  await page.goto(path);
  await page.locator("[data-open]").first().click();
  await page.locator(".map-live path.map-line").first().waitFor({ state: "attached" });
  // The map fits its bounds without moving, but lines and controls fade in.
  await page.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished)));
}

async function picture(page) {
  const box = page.locator(".map-live");
  await box.scrollIntoViewIfNeeded();
  return (await page.screenshot()).toString("base64");
}

/** For each trail the share of its places that have its colour on the screen, of those on the map. */
async function look({ picture, looks }) {
  const bitmap = await createImageBitmap(new Blob([Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0))]));
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(bitmap, 0, 0);
  const map = document.querySelector(".map-live").getBoundingClientRect();
  const controls = [...document.querySelectorAll(".map-live .leaflet-control")].map((control) => control.getBoundingClientRect());
  const isIn = ({ x, y }, { left, right, top, bottom }) => x > left + 2 && x < right - 2 && y > top + 2 && y < bottom - 2;
  const isSeen = ({ x, y }) => isIn({ x, y }, map) && isIn({ x, y }, { left: 0, top: 0, right: innerWidth, bottom: innerHeight }) && !controls.some((control) => isIn({ x, y }, control));
  return [...document.querySelectorAll(".map-live path.map-line")].map((path) => {
    const probe = document.createElement("canvas").getContext("2d");
    probe.fillStyle = getComputedStyle(path).stroke;
    probe.fillRect(0, 0, 1, 1);
    const color = probe.getImageData(0, 0, 1, 1).data;
    const matrix = path.getScreenCTM();
    const length = path.getTotalLength();
    const places = Array.from({ length: looks }, (_, i) => {
      const place = path.getPointAtLength((length * (i + 0.5)) / looks);
      return new DOMPoint(place.x, place.y).matrixTransform(matrix);
    }).filter(isSeen);
    const found = places.filter(({ x, y }) => {
      const pixel = context.getImageData(Math.floor(x), Math.floor(y), 1, 1).data;
      return [0, 1, 2].every((channel) => Math.abs(pixel[channel] - color[channel]) <= 24);
    });
    return places.length ? found.length / places.length : 1;
  });
}
