// Large pictures of a Geotrek-admin, which keeps their tiles: explored by those who ask for it.
// GALLERY=folder keeps pictures of them.

import axe from "axe-core";
import assert from "node:assert/strict";
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { crc32, deflateSync } from "node:zlib";
import { DOUBLE, MISSING as SKIP } from "./double.mjs";
import * as support from "./support.mjs";

if (SKIP) console.error(`\n!! NO LARGE PICTURE OF A GEOTREK-ADMIN IS EXPLORED: ${SKIP}\n`);

const { GALLERY } = process.env;
const TREK = "/trek/4-le-glacier-blanc/";
/** Of the picture that the double describes: pixels, levels, pixels of a tile. */
const [WIDTH, HEIGHT, LEVELS, TILE] = [4000, 2667, 5, 256];
/** Where its annotations are. */
const SUMMIT = [1200, 800];
const GLACIER = [100, 100, 600, 400];
const SMALL = "[pictures]\nwidths = [320]\njpeg_width = 320\neffort = 0\ncard = { widths = [320], ratio = [3, 2] }\nsocial = [320, 168]\n";

/** A picture that shows where one is: red at the summit, blue where the glacier is, green elsewhere. */
function color(x, y) {
  if (x >= WIDTH || y >= HEIGHT) return [0, 0, 0];
  if (Math.hypot(x - SUMMIT[0], y - SUMMIT[1]) < 40) return [220, 30, 30];
  const [left, top, right, bottom] = GLACIER;
  if (x >= left && x < right && y >= top && y < bottom) return [40, 90, 220];
  const line = x % 500 < 8 || y % 500 < 8 ? 40 : 0;
  return [70 + line, 150 + line - Math.round((40 * y) / HEIGHT), 80 + line];
}

function png(width, height, pixel) {
  const rows = Buffer.alloc((width * 3 + 1) * height);
  for (let y = 0, at = 0; y < height; y++) {
    at++;
    for (let x = 0; x < width; x++) for (const value of pixel(x, y)) rows[at++] = value;
  }
  const chunk = (type, data) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), chunk("IHDR", head), chunk("IDAT", deflateSync(rows, { level: 1 })), chunk("IEND", Buffer.alloc(0))]);
}

/** The data of the double with all tiles of its first picture: of itself it gives the smallest for each. */
async function dataWithTiles() {
  const data = join(await support.temporaryFolder(), "data");
  await cp(join(DOUBLE, "../data"), data, { recursive: true });
  const index = join(data, "media/index.json");
  const files = JSON.parse(await readFile(index, "utf8"));
  for (let z = 0; z < LEVELS; z++) {
    const scale = 2 ** (LEVELS - 1 - z);
    for (let y = 0; y * TILE * scale < HEIGHT; y++) {
      for (let x = 0; x * TILE * scale < WIDTH; x++) {
        const name = `tile-${z}-${x}-${y}.png`;
        await writeFile(join(data, "media", name), png(TILE, TILE, (px, py) => color((x * TILE + px + 0.5) * scale, (y * TILE + py + 0.5) * scale)));
        files[`/api/hdviewpoint/drf/hdviewpoints/1/tiles/${z}/${x}/${y}.png`] = [name, "image/png", "", ""];
      }
    }
  }
  await writeFile(index, JSON.stringify(files));
  return data;
}

describe("a large picture", { skip: SKIP }, () => {
  let browser, admin, portal, origin, safe;

  before(async () => {
    if (GALLERY) await mkdir(GALLERY, { recursive: true });
    const double = support.start("python3", ["-u", DOUBLE, "--port", "0", "--data", await dataWithTiles()]);
    admin = await support.originOf(double, /(http:\/\/[\d.:]+)\/api/);
    portal = join(await support.temporaryFolder(), "portal");
    await mkdir(portal);
    await writeFile(join(portal, "site.toml"), `title = "Écrins"\nbase_url = "http://example.org"\nlanguages = ["fr", "en"]\n${SMALL}[[sources]]\nurl = "${admin}"\nportals = [1]\n`);
    browser = await support.launch();
    const built = async (base, name) => {
      const site = join(portal, name);
      const said = await support.build(portal, site, base);
      const policy = (await readFile(join(site, "_headers"), "utf8")).match(/Content-Security-Policy: (.*)/)[1];
      return { said, policy, site, origin: await support.serveFiles(site, "/", { "content-security-policy": policy }) };
    };
    ({ origin } = await built("http://example.org/", "public"));
    safe = await built("https://example.org/", "safe");
  });
  after(support.shutDown);

  /** Every request for a tile is noted, with its level, column and row. */
  const visit = (options, body) => {
    const asked = [];
    const accept = (problem) => problem.startsWith(`other site: ${admin}/api/hdviewpoint/`);
    return support.withPage(browser, origin, { accept, ...options }, async (page) => {
      await page.addInitScript(() => {
        addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => console.error(`policy: ${effectiveDirective} ${blockedURI}`));
      });
      page.on("request", (request) => {
        if (request.url().startsWith(admin)) asked.push(request.url().match(/tiles\/(\d+)\/(\d+)\/(\d+)\.png/).slice(1).map(Number));
      });
      await page.goto(TREK, { waitUntil: "networkidle" });
      await body(page, asked);
    });
  };

  /** Opens it, and waits for its tiles. */
  const explore = async (page) => {
    await support.tabTo(page, "[data-explore]");
    await page.keyboard.press("Enter");
    await page.locator(".hd-live .marker-annotation").waitFor();
    await settled(page);
  };

  test("is a thumbnail with names, until one asks for it", () => visit({}, async (page, asked) => {
    const figure = page.locator(".hd-view");
    await figure.scrollIntoViewIfNeeded();
    await page.waitForLoadState("networkidle");
    assert.deepEqual(asked, []);
    assert.match(await figure.textContent(), /Explorer la vue.*L’image vient de 127\.0\.0\.1:\d+\..*Le Glacier Blanc vu du Pré – Vue panoramique.*Barre des Écrins.*Glacier/s);
    await explore(page);
    assert.ok(asked.length > 0);
    for (const [z, x, y] of asked) {
      const scale = 2 ** (LEVELS - 1 - z) * TILE;
      assert.ok(z < LEVELS && x * scale < WIDTH && y * scale < HEIGHT, `tile ${z}/${x}/${y} is beyond the picture`);
    }
    assert.ok(await page.locator(".hd-live").evaluate((box) => box === document.activeElement));
  }));

  for (const [name, options] of [["desktop", {}], ["dense phone", { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true }]]) {
    test(`has its annotations at their place, at every level, ${name}`, () => visit({ reducedMotion: "reduce", ...options }, async (page, asked) => {
      await explore(page);
      assert.ok((await assertPlaces(page)) >= 1, "the summit is seen");
      for (const key of "-+") {
        await page.locator(".annotations button").first().click();
        for (let presses = 0; presses <= LEVELS; presses++) {
          await settled(page);
          assert.ok((await assertPlaces(page)) >= 1, "the summit is seen");
          await page.locator(".hd-live").focus();
          await page.keyboard.press(key);
        }
      }
      assert.equal(Math.max(...asked.map(([z]) => z)), LEVELS - 1);
    }));
  }

  test("is explored by the keyboard", () => visit({ reducedMotion: "reduce" }, async (page) => {
    await explore(page);
    const size = () => page.locator(".leaflet-image-layer").evaluate((whole) => whole.getBoundingClientRect().width);
    const whole = await size();
    await page.keyboard.press("+");
    await settled(page);
    assert.ok((await size()) > 1.2 * whole);
    const before = await page.locator(".marker-annotation").boundingBox();
    await page.keyboard.press("ArrowRight");
    await settled(page);
    assert.ok((await page.locator(".marker-annotation").boundingBox()).x < before.x - 10);
    await page.keyboard.press("-");
    await settled(page);
    assert.ok(Math.abs((await size()) - whole) < 1, "back to the whole");
    // The annotations themselves.
    for (const [selector, words] of [[".hd-outline", "Glacier"], [".marker-annotation", "Barre des Écrins"]]) {
      await support.tabTo(page, selector);
      await page.keyboard.press("Enter");
      const popup = page.locator(".leaflet-popup-content");
      await popup.waitFor();
      assert.ok((await popup.textContent()).startsWith(words));
      await page.keyboard.press("Escape");
      await popup.waitFor({ state: "detached" });
    }
    // Their list moves the view to each.
    await support.tabTo(page, ".annotations li:nth-child(2) button");
    await page.keyboard.press("Enter");
    await settled(page);
    assert.ok((await size()) > 2 * whole);
    assert.equal(await page.locator(".leaflet-popup-content").textContent(), "Glacier");
    await assertPlaces(page);
  }));

  for (const [screen, size] of Object.entries({ phone: { width: 390, height: 844 }, desktop: { width: 1366, height: 900 } })) {
    for (const colorScheme of ["light", "dark"]) {
      test(`everyone can use it, ${screen}, ${colorScheme}`, () => visit({ viewport: size, colorScheme, reducedMotion: "reduce" }, async (page) => {
        if (GALLERY) await page.locator(".hd-view").screenshot({ path: join(GALLERY, `hd-before-${screen}-${colorScheme}.png`) });
        await explore(page);
        await page.locator(".annotations button").first().click();
        await settled(page);
        await page.evaluate(axe.source);
        const violations = await page.evaluate(async () => (await axe.run(".hd-view", { preload: false, resultTypes: ["violations"] })).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html, any }) => `${html.slice(0, 200)} ${any[0]?.message ?? ""}`).join(" | ")}`));
        assert.deepEqual(violations, []);
        assert.equal(await page.evaluate(() => document.scrollingElement.scrollWidth), size.width);
        if (GALLERY) await page.locator(".hd-view").screenshot({ path: join(GALLERY, `hd-after-${screen}-${colorScheme}.png`) });
      }));
    }
  }

  test("of an admin without encryption stays a thumbnail on a site that has it", async () => {
    assert.match(safe.said, new RegExp(`${admin}: browsers load nothing from it on an https site`));
    assert.ok(!safe.policy.includes(admin));
    const page = await readFile(join(safe.site, TREK, "index.html"), "utf8");
    assert.match(page, /class="hd-view">/);
    assert.ok(!page.includes("data-explore"));
  });
});

/** Once nothing moves and all tiles are there. */
const settled = (page) => page.waitForFunction(() => {
  const tiles = [...document.querySelectorAll(".hd-live img.leaflet-tile")];
  const moving = document.querySelector(".hd-live.leaflet-zoom-anim .leaflet-zoom-animated.leaflet-zoom-animating, .leaflet-pan-anim");
  return !moving && tiles.length > 0 && tiles.every((tile) => tile.complete && tile.naturalWidth && getComputedStyle(tile).opacity === "1");
});

/**
 * Below each annotation that can be seen, the picture has the colour of what it names. Returns how
 * many places were looked at.
 */
async function assertPlaces(page) {
  const box = page.locator(".hd-live");
  // What lies upon the picture is in the way of looking at it.
  await page.evaluate(() => document.querySelector(".leaflet-marker-pane").parentElement.querySelectorAll(".leaflet-marker-pane, .leaflet-popup-pane, .leaflet-overlay-pane svg").forEach((pane) => (pane.style.visibility = "hidden")));
  const shot = (await box.screenshot()).toString("base64");
  const found = await page.evaluate(async (shot) => {
    const image = new Image();
    image.src = `data:image/png;base64,${shot}`;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext("2d", { willReadFrequently: true });
    context.drawImage(image, 0, 0);
    const frame = document.querySelector(".hd-live").getBoundingClientRect();
    const dense = image.width / frame.width;
    const at = (x, y) => {
      const [left, top] = [x - frame.x, y - frame.y];
      // Buttons of the zoom are in the corner.
      if (left < 70 && top < 110 || left < 3 || top < 3 || left > frame.width - 3 || top > frame.height - 3) return null;
      return [...context.getImageData(Math.round(left * dense), Math.round(top * dense), 1, 1).data.slice(0, 3)];
    };
    const marker = document.querySelector(".marker-annotation").getBoundingClientRect();
    const outline = document.querySelector(".hd-outline");
    const matrix = outline.getScreenCTM();
    const [a, b] = [0, outline.getTotalLength() * (5 / 16 + 3 / 16)].map((length) => outline.getPointAtLength(length).matrixTransform(matrix));
    const { left, right, top, bottom } = { left: Math.min(a.x, b.x), right: Math.max(a.x, b.x), top: Math.min(a.y, b.y), bottom: Math.max(a.y, b.y) };
    return {
      summit: at(marker.x + marker.width / 2, marker.y + marker.height / 2),
      inside: [at(left + 4, top + 4), at(right - 4, bottom - 4), at(right - 4, top + 4)],
      outside: [at(left - 4, top + 4), at(right + 4, bottom - 4), at(right - 4, top - 4), at(right - 4, bottom + 4)],
    };
  }, shot);
  const is = (seen, expected) => seen === null || expected(seen);
  assert.ok(is(found.summit, ([r, g, b]) => r > 180 && g < 90 && b < 90), `summit: ${found.summit}`);
  for (const seen of found.inside) assert.ok(is(seen, ([r, g, b]) => b > 170 && r < 90), `inside of the glacier: ${seen}`);
  for (const seen of found.outside) assert.ok(is(seen, ([, g, b]) => g > b), `outside of the glacier: ${seen}`);
  await page.evaluate(() => document.querySelectorAll(".hd-live .leaflet-pane, .hd-live .leaflet-overlay-pane svg").forEach((pane) => (pane.style.visibility = "")));
  return [found.summit, ...found.inside, ...found.outside].filter(Boolean).length;
}
