// The example portal in a real browser, as visitors and authors meet it.

import assert from "node:assert/strict";
import { appendFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import * as support from "./support.mjs";

const PAGES = [
  { name: "home", path: "/", h1: { fr: "Rando Valbrune", en: "Rando Valbrune" } },
  { name: "list", path: "/treks/", h1: { fr: "Randonnées", en: "Hikes" } },
  { name: "trek", path: "/trek/lac-long/", h1: { fr: "Le Lac Long en famille", en: "The Lac Long with children" } },
  { name: "poi", path: "/poi/lac-noir/", h1: { fr: "Le Lac Noir", en: "The Lac Noir" } },
  { name: "structure", path: "/structure/parc-de-valbrune/", h1: { fr: "Parc naturel régional de Valbrune", en: "Valbrune Regional Nature Park" } },
  { name: "editorial page", path: "/information/venir/", h1: { fr: "Venir", en: "Getting here" } },
];
const LOST = { fr: "Cette page n’existe pas", en: "This page does not exist" };
const PREFIX = { fr: "", en: "/en" };
const TREK = "/trek/lac-long/";
// Every test has its own visitor: several run at a time.
const TOGETHER = { concurrency: 2 };

let browser, origin, built, published;

before(async () => {
  built = join(await support.temporaryFolder(), "site");
  await support.build(support.EXAMPLE, built, "https://example.org/rando/");
  browser = await support.launch();
  origin = await support.serve(await support.copyOfExample());
  published = await support.serveFiles(built, "/rando/");
});
after(support.shutDown);

const visit = (options, body) => support.withPage(browser, origin, options, body);

for (const javaScriptEnabled of [true, false]) {
  describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", TOGETHER, () => {
    for (const lang of ["fr", "en"]) {
      for (const { name, path, h1 } of PAGES) {
        test(`${name}, ${lang}`, () => visit({ javaScriptEnabled }, async (page) => {
          const response = await page.goto(PREFIX[lang] + path);
          assert.equal(response.status(), 200);
          await assertSound(page, lang, h1[lang]);
          if (name === "trek") {
            await assertTrek(page, lang);
            for (const selector of ["[data-open]", "[data-print]"]) {
              assert.equal(await page.locator(selector).isVisible(), javaScriptEnabled, selector);
            }
          }
        }));
      }
    }

    test("404", () => {
      const accept = (problem) => problem.includes("404") && problem.includes("/nowhere/");
      return visit({ javaScriptEnabled, accept }, async (page) => {
        const response = await page.goto("/nowhere/");
        assert.equal(response.status(), 404);
        await assertSound(page, "fr", LOST.fr);
        await page.locator("main").getByRole("link", { name: "Randonnées" }).click();
        await page.waitForURL("/treks/");
      });
    });

    test("404, en", () => visit({ javaScriptEnabled }, async (page) => {
      await page.goto("/en/404.html");
      await assertSound(page, "en", LOST.en);
    }));

    for (const format of ["GPX", "KML", "GeoJSON"]) {
      test(`download of ${format}`, () => visit({ javaScriptEnabled }, async (page) => {
        await page.goto(TREK);
        const [download] = await Promise.all([
          page.waitForEvent("download"),
          page.locator(".actions").getByRole("link", { name: format, exact: true }).click(),
        ]);
        assert.equal(download.suggestedFilename(), `lac-long.${format.toLowerCase()}`);
        const positions = await READ[format](page, await readFile(await download.path(), "utf8"));
        assert.ok(positions.length > 50, `${positions.length} positions`);
        for (const position of positions) {
          const [lon, lat, elevation] = position;
          assert.ok(position.length === 3 && lon > 6.5 && lon < 6.6 && lat > 45 && lat < 45.1 && elevation > 1600 && elevation < 2000, `${position}`);
        }
      }));
    }
  });
}

describe("map and profile", TOGETHER, () => {
  for (const lang of ["fr", "en"]) {
    test(`the keyboard opens the map of a trek, ${lang}`, () => visit({}, async (page, clean) => {
      await page.goto(PREFIX[lang] + TREK);
      const early = await page.evaluate(() => performance.getEntriesByType("resource").map((entry) => entry.name).filter((name) => /leaflet|tiles/.test(name)));
      assert.deepEqual(early, [], "nothing of the map is loaded before one opens it");
      clean();
      await openMap(page);
      await assertCovered(page);
      assert.ok(await page.locator(".map-live").evaluate((map) => map === document.activeElement), "the focus is on the map");
      assert.ok(await page.locator(".map-live .marker").count() >= 3);
    }));
  }

  for (const [path, drawn] of [["/", "path.map-line"], ["/treks/", "path.map-line"], ["/poi/lac-noir/", ".marker-here"]]) {
    test(`the keyboard opens the map of ${path}`, () => visit({}, async (page) => {
      await page.goto(path);
      await openMap(page, drawn);
    }));

    test(`the map of ${path} asks for no tile that is not there`, () => visit({}, async (page, clean) => {
      await page.goto(path);
      await openMap(page, drawn);
      for (let level = 0; level < 3; level++) {
        await page.keyboard.press("-");
        await support.mapSettled(page);
      }
      clean();
    }));
  }

  for (const map of [".map-still", ".map-live"]) {
    test(`the profile marks a place on ${map}`, () => visit({}, async (page) => {
      await page.goto("/en" + TREK);
      if (map === ".map-live") await openMap(page);
      const dot = page.locator(`${map} .map-dot`);
      const readout = page.locator("[data-readout]");
      const profile = page.locator("[data-profile] svg");
      assert.equal(await dot.count(), 0);
      await profile.scrollIntoViewIfNeeded();
      // The profile is prepared once it comes near: until then it does not see the pointer.
      await page.locator("[data-profile] svg[role=slider]").waitFor();
      const box = await profile.boundingBox();

      const seen = [];
      for (const part of [0.3, 0.7]) {
        await page.mouse.move(box.x + box.width * part, box.y + box.height / 2);
        seen.push(await place(page, map, readout));
      }
      await page.mouse.move(0, 0);
      await dot.waitFor({ state: "detached" });
      assert.equal(await readout.textContent(), "");

      await page.locator("[data-open], .map-live").focus();
      await support.tabTo(page, "[data-profile] svg");
      for (const key of ["Home", "End", "ArrowLeft", "PageDown"]) {
        // Before any key, the focus alone shows the last place.
        assert.notEqual(await readout.textContent(), "");
        await page.keyboard.press(key);
        seen.push(await place(page, map, readout));
        assert.equal(await profile.getAttribute("aria-valuetext"), seen.at(-1).text);
      }
      assert.match(seen[2].text, /^0 km /);
      assert.match(seen[3].text, /^6\.5 km /);
      assert.equal(new Set(seen.map(({ distance }) => distance)).size, seen.length, "each time another place");
      const [first, second] = seen;
      assert.ok(Math.hypot(first.x - second.x, first.y - second.y) > 20, "the dot moves");
      await page.keyboard.press("Tab");
      await dot.waitFor({ state: "detached" });
      assert.equal(await readout.textContent(), "");
    }));
  }
});

describe("keyboard and languages", TOGETHER, () => {
  test("the skip link leads to the content", () => visit({}, async (page) => {
    await page.goto(TREK);
    await page.keyboard.press("Tab");
    const link = page.locator(".skip:focus");
    assert.ok((await link.boundingBox()).y >= 0, "the link shows itself");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.id), "content");
    await page.keyboard.press("Tab");
    assert.ok(await page.evaluate(() => Boolean(document.activeElement.closest("main"))));
  }));

  test("Tab reaches the menu first", () => visit({}, async (page) => {
    await page.goto(TREK);
    const stops = [];
    for (const _ of Array(4)) {
      await page.keyboard.press("Tab");
      stops.push(await page.evaluate(() => document.activeElement.textContent.trim()));
    }
    assert.deepEqual(stops, ["Aller au contenu", "Rando Valbrune", "Randonnées", "Le pays"]);
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Enter");
    await page.waitForURL("/treks/");
  }));

  for (const { name, path } of PAGES) {
    test(`every stop of Tab can be seen: ${name}`, () => visit({}, async (page) => {
      await page.goto(path);
      const unseen = [];
      for (let stops = 0; ; stops++) {
        await page.keyboard.press("Tab");
        const stop = await page.evaluate(focusNow);
        if (stop === null) {
          assert.ok(stops > 10, "Tab goes through the page");
          break;
        }
        assert.ok(stops < 200, "Tab comes to an end");
        if (!stop.visible) unseen.push(stop.what);
      }
      assert.deepEqual(unseen, []);
    }));

    test(`the other language of the same page: ${name}`, () => visit({}, async (page) => {
      const { h1 } = PAGES.find((page) => page.name === name);
      await page.goto(path);
      for (const lang of ["en", "fr"]) {
        await page.locator(".languages").getByRole("link", { name: lang.toUpperCase() }).click();
        await page.waitForURL(PREFIX[lang] + path);
        assert.equal(await page.locator("html").getAttribute("lang"), lang);
        assert.equal(await page.locator("h1").textContent(), h1[lang]);
      }
    }));
  }
});

describe("screens", TOGETHER, () => {
  const phone = { viewport: { width: 390, height: 844 } };
  for (const deviceScaleFactor of [1, 2, 3]) {
    const dense = { ...phone, deviceScaleFactor, isMobile: true, hasTouch: true };
    for (const trek of ["lac-long", "etape-4-lac-long-pralong"]) {
      test(`a phone with ${deviceScaleFactor} pixels in one loads no more of ${trek} than it shows`, () => support.withPage(browser, published, dense, async (page) => {
        const bodies = [];
        page.on("response", (response) => response.request().resourceType() === "image" && !response.url().endsWith(".svg") && bodies.push(response.body()));
        await page.addInitScript(() => {
          window.shifts = [];
          new PerformanceObserver((list) => window.shifts.push(...list.getEntries().map(({ value }) => value))).observe({ type: "layout-shift", buffered: true });
        });
        await page.goto(`/rando/trek/${trek}/`, { waitUntil: "networkidle" });
        const { chosen, ladder, drawn } = await page.evaluate(heroNow);
        // Nobody sees more than two pixels in one.
        const enough = drawn * Math.min(deviceScaleFactor, 2);
        assert.equal(chosen, ladder.find((width) => width >= enough) ?? ladder.at(-1), `${drawn} px wide, of ${ladder}`);
        const bytes = (await Promise.all(bodies)).reduce((sum, { length }) => sum + length, 0);
        assert.ok(bytes < 120_000, `${bytes} bytes of pictures`);
        assert.deepEqual(await page.evaluate(() => window.shifts), [], "nothing moves");
      }));
    }
  }

  test("an open map is not wider than a phone", () => visit(phone, async (page) => {
    await page.goto(TREK);
    await page.locator(".quick [data-open-map]").click();
    await page.locator(".leaflet-container path.map-line").waitFor();
    assert.equal(await page.evaluate(() => document.scrollingElement.scrollWidth), 390);
  }));

  for (const [colorScheme, paper, ink] of [["dark", [0, 0.2], [0.7, 1]], ["light", [0.9, 1], [0, 0.3]]]) {
    test(`${colorScheme} colours`, () => visit({ colorScheme }, async (page) => {
      await page.goto(TREK);
      for (const [property, [low, high]] of [["backgroundColor", paper], ["color", ink]]) {
        const found = await support.colour(page, "body", property);
        assert.ok(found.every((value) => value >= low && value <= high), `${property}: ${found}`);
      }
    }));
  }
});

describe("under a path", TOGETHER, () => {
  const visitPublished = (options, body) => support.withPage(browser, published, options, body);

  for (const { name, path, h1 } of PAGES) {
    test(`${name}`, () => visitPublished({}, async (page) => {
      for (const lang of ["fr", "en"]) {
        const response = await page.goto("/rando" + PREFIX[lang] + path);
        assert.equal(response.status(), 200);
        await assertSound(page, lang, h1[lang]);
        assert.deepEqual(await page.evaluate(outsideOf, "/rando/"), []);
      }
    }));
  }

  test("404", () => {
    const accept = (problem) => problem.includes("404") && problem.includes("/rando/no/where/");
    return visitPublished({ accept }, async (page) => {
      const response = await page.goto("/rando/no/where/");
      assert.equal(response.status(), 404);
      await assertSound(page, "fr", LOST.fr);
      assert.deepEqual(await page.evaluate(outsideOf, "/rando/"), []);
    });
  });

  test("from link to link to the map", () => visitPublished({}, async (page) => {
    await page.goto("/rando/");
    await page.locator(".site-nav").getByRole("link", { name: "Randonnées" }).click();
    await page.waitForURL("/rando/treks/");
    await page.getByRole("link", { name: "Le Lac Long en famille" }).click();
    await page.waitForURL("/rando/trek/lac-long/");
    await openMap(page);
    await assertCovered(page);
    // A place on the map leads to its page.
    await page.locator(".marker-poi").first().focus();
    await page.keyboard.press("Enter");
    await page.locator(".leaflet-popup-content a").click();
    await page.waitForURL("/rando/poi/*/");
    assert.ok(await page.locator("h1").isVisible());
  }));

  test("the lines of the map of all lead to the treks", () => visitPublished({}, async (page) => {
    await page.goto("/rando/en/");
    const answer = await page.request.get(await page.locator("[data-map]").getAttribute("data-url"));
    const { lines } = await answer.json();
    assert.equal(lines.length, 16);
    for (const { url } of lines) {
      assert.match(url, /^\/rando\/en\/trek\//);
      assert.equal((await page.request.head(url)).status(), 200, url);
    }
  }));
});

describe("while one writes", () => {
  let portal, address;
  before(async () => {
    portal = await support.copyOfExample();
    address = await support.serve(portal);
  });
  // The page that shows a mistake is answered with 500.
  // A script of the page that is asked for while the settings are wrong gets the same answer.
  const accept = (problem) => /^answer 500:|status of 500|Failed to fetch dynamically imported module/.test(problem);
  const write = (options, body) => support.withPage(browser, address, options, body);

  test("a text that changes shows itself", () => write({}, async (page) => {
    await listen(page, () => page.goto(TREK));
    await appendFile(join(portal, "treks/lac-long/index.fr.md"), "\nUne marmotte siffle.\n");
    await page.getByText("Une marmotte siffle.").waitFor();
    await assertSound(page, "fr", "Le Lac Long en famille");
  }));

  test("a mistake in site.toml is shown where it is, until it is mended", () => write({ accept }, async (page) => {
    const file = join(portal, "site.toml");
    const good = await readFile(file, "utf8");
    await listen(page, () => page.goto(TREK));
    await listen(page, async () => {
      await writeFile(file, good.replace(/^languages =/m, "langages ="));
      await page.locator("pre").waitFor();
    });
    const line = good.split("\n").findIndex((line) => line.startsWith("languages =")) + 1;
    const shown = await page.locator("pre").textContent();
    assert.ok(shown.includes(`site.toml, line ${line}, column 1`), shown);
    assert.ok(shown.includes("did you mean `languages`?"), shown);
    await writeFile(file, good);
    await page.getByRole("heading", { level: 1, name: "Le Lac Long en famille" }).waitFor();
  }));
});

/** What every page has: its language, one title, pictures with words, styles. */
async function assertSound(page, lang, h1) {
  assert.equal(await page.locator("html").getAttribute("lang"), lang);
  assert.deepEqual(await page.locator("h1").allTextContents(), [h1]);
  assert.ok(await page.locator("h1").isVisible());
  assert.ok((await page.title()).includes("Rando Valbrune"));
  const images = page.locator("img");
  assert.equal(await images.and(page.locator(":not([alt])")).count(), 0, "an image has no alt");
  // Far below, a picture is loaded once one comes near; without scripts, all are.
  await images.evaluateAll((all) => all.forEach((image) => (image.loading = "eager")));
  await page.waitForFunction(() => [...document.images].every((image) => image.complete));
  assert.deepEqual(await images.evaluateAll((all) => all.filter((image) => !image.naturalWidth).map((image) => image.currentSrc)), []);
  // What older browsers show instead of WebP is there too.
  const plain = new Set(await images.evaluateAll((all) => all.map((image) => image.src)));
  for (const src of plain) assert.equal((await page.request.head(src)).status(), 200, src);
  // The sheet of the theme is at work.
  assert.equal(await page.locator("body").evaluate((body) => getComputedStyle(body).display), "flex");
  assert.notEqual(await page.locator(":root").evaluate((root) => getComputedStyle(root).getPropertyValue("--brand")), "#2f6b4f", "the colour of the structure");
}

/** Text, photographs, facts, profile, drawing of the map and downloads of the trek. */
async function assertTrek(page, lang) {
  const words = {
    fr: ["Le plus accessible des lacs", "Monter par le large chemin", "Navette des lacs", "Quarante espèces", "2 h 30", "6,5 km", "271 m", "Facile"],
    en: ["The easiest of the high lakes", "Go up the broad path", "Lakes shuttle", "Bergerie car park", "2 h 30", "6.5 km", "271 m", "Easy"],
  }[lang];
  for (const text of words) assert.ok(await page.locator("main").getByText(text).first().isVisible(), text);
  assert.equal(await page.locator(".facts-bar dd").count(), 6);
  for (const selector of [".hero-picture img", ".gallery img", ".profile svg", ".profile-line", ".map-still", ".map-lines path", ".actions > a"]) {
    for (const found of await shown(page, selector)) {
      const { width, height } = await found.boundingBox();
      assert.ok(width > 40 && height > 20, `${selector}: ${width} × ${height}`);
    }
  }
  assert.deepEqual(await page.locator(".actions a[download]").allTextContents(), ["GPX", "KML", "GeoJSON"]);
  assert.equal(await page.locator(".gallery img").count(), 2);
}

async function shown(page, selector) {
  const all = await page.locator(selector).all();
  assert.ok(all.length > 0, `no ${selector}`);
  for (const one of all) assert.ok(await one.isVisible(), `${selector} is not visible`);
  return all;
}

/** Opens the map with Tab and Enter, and waits for its background. */
async function openMap(page, drawn = "path.map-line") {
  await support.tabTo(page, "[data-open]");
  await page.keyboard.press("Enter");
  await page.locator(`.leaflet-container ${drawn}`).first().waitFor();
  await page.waitForFunction(() => {
    const tiles = [...document.querySelectorAll("img.leaflet-tile")];
    return tiles.some((tile) => tile.naturalWidth) && tiles.every((tile) => tile.complete);
  });
  assert.equal(await page.locator("[data-open]").count(), 0);
  assert.equal(await page.locator(".map-still").isVisible(), false);
  // The sheet of Leaflet is at work too.
  assert.equal(await page.locator(".leaflet-pane").first().evaluate((pane) => getComputedStyle(pane).position), "absolute");
}

async function assertCovered(page) {
  const empty = await page.locator("img.leaflet-tile").evaluateAll((tiles) => tiles.filter((tile) => !tile.naturalWidth).map((tile) => tile.src));
  assert.deepEqual(empty, [], "tiles without a picture");
}

/** Where the dot is and what the readout says, once the dot is on the line. */
async function place(page, map, readout) {
  await support.until("what the profile says", () => readout.textContent());
  const text = await readout.textContent();
  assert.match(text, /^[\d.]+ km from the start, [\d,]+ m$/);
  const found = await page.evaluate((map) => {
    const box = document.querySelector(`${map} .map-dot`).getBoundingClientRect();
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const line = document.querySelector(`${map} .map-line, ${map} .map-lines path`);
    const matrix = line.getScreenCTM();
    let away = Infinity;
    for (let at = 0; at <= line.getTotalLength(); at++) {
      const point = line.getPointAtLength(at).matrixTransform(matrix);
      away = Math.min(away, Math.hypot(point.x - x, point.y - y));
    }
    return { x: Math.round(x), y: Math.round(y), away };
  }, map);
  assert.ok(found.away < 4, `the dot is ${found.away} px away from the line`);
  const distance = await page.locator("[data-profile] svg").getAttribute("aria-valuenow");
  return { text, distance, ...found };
}

/** Runs what loads a page, then waits until the page listens to changes. */
async function listen(page, load) {
  await Promise.all([page.waitForRequest(/\/_sentier\/version\?\d/), load()]);
}

/** In the page: the widths of the photograph across the top, which one is shown, and how wide. */
function heroNow() {
  const image = document.querySelector(".hero-picture img");
  const { width, height } = image.getBoundingClientRect();
  const steps = image.parentElement.querySelector("source").srcset.split(", ").map((step) => step.split(" "));
  return {
    chosen: parseInt(steps.find(([url]) => new URL(url, location.href).href === image.currentSrc)[1]),
    ladder: steps.map(([, width]) => parseInt(width)),
    // It covers its box.
    drawn: Math.max(width, height * image.getAttribute("width") / image.getAttribute("height")),
  };
}

/** In the page: what has the focus, and whether one can see it; null once out of the page. */
function focusNow() {
  const focused = document.activeElement;
  if (!focused || focused === document.body) return null;
  const marked = (element) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
    return (outlineStyle !== "none" && parseFloat(outlineWidth) > 0) || boxShadow !== "none";
  };
  const whole = focused.closest(".card, .place");
  const { width, height } = focused.getBoundingClientRect();
  const visible = width > 0 && height > 0 && (marked(focused) || Boolean(whole && marked(whole)));
  return { visible, what: focused.outerHTML.slice(0, 200) };
}

/** In the page: the addresses on this site that are not under `path`. */
function outsideOf(path) {
  const addresses = [...document.querySelectorAll("[href], [src], [data-tiles], [data-url], [data-leaflet], [data-styles], [action], [data-search]")].flatMap((element) => {
    const { tiles, url, leaflet, styles, search } = element.dataset;
    return [element.getAttribute("href"), element.getAttribute("src"), element.getAttribute("action"), tiles, url, leaflet, styles, search];
  });
  const sets = [...document.querySelectorAll("[srcset]")].flatMap((element) => element.srcset.split(",").map((part) => part.trim().split(" ")[0]));
  const urls = [...addresses, ...sets].filter(Boolean).map((address) => new URL(address, location.href));
  const here = urls.filter((url) => [location.origin, "https://example.org"].includes(url.origin));
  if (here.length < 10) return ["too few addresses"];
  return here.map((url) => url.pathname).filter((pathname) => !pathname.startsWith(path));
}

/** The positions of a downloaded file, whose XML the browser parses. */
const READ = {
  GPX: (page, text) => page.evaluate((text) => {
    const gpx = new DOMParser().parseFromString(text, "application/xml");
    return [...gpx.querySelectorAll("gpx trkpt")].map((point) => [point.getAttribute("lon"), point.getAttribute("lat"), point.querySelector("ele").textContent].map(Number));
  }, text),
  KML: (page, text) => page.evaluate((text) => {
    const kml = new DOMParser().parseFromString(text, "application/xml");
    return kml.querySelector("kml LineString coordinates").textContent.trim().split(/\s+/).map((position) => position.split(",").map(Number));
  }, text),
  GeoJSON: (_, text) => {
    const json = JSON.parse(text);
    const features = json.type === "FeatureCollection" ? json.features : [json];
    return features.map((feature) => feature.geometry ?? feature).find(({ type }) => type === "LineString").coordinates;
  },
};
