// What pages ask of others, and what they let others do: nothing before a visitor wants it.

import assert from "node:assert/strict";
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import * as support from "./support.mjs";

const GPX = `<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1"><trk><name>Lake</name><trkseg>
<trkpt lat="45.1" lon="6.1"><ele>1200</ele></trkpt><trkpt lat="45.12" lon="6.11"><ele>1300</ele></trkpt></trkseg></trk></gpx>`;
const PIXEL = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
// Tells its server what it was told to do.
const COUNTER = "navigator.sendBeacon(document.currentScript.src.replace(/[^/]*$/, 'matomo.php'), JSON.stringify(window._paq ?? document.currentScript.dataset));";

let browser, built, published, closeOther = () => {};
// Another host: it counts visits and has tiles.
let other;
const asked = [];

before(async () => {
  built = join(await support.temporaryFolder(), "site");
  await support.build(support.EXAMPLE, built, "https://example.org/rando/");
  published = await support.serveFiles(built, "/rando/", await sentHeaders(built));
  browser = await support.launch();
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (part) => (body += part));
    request.on("end", () => {
      asked.push({ url: request.url, body });
      const [type, answer] = request.url.endsWith(".js") ? ["text/javascript", COUNTER] : request.url.endsWith(".png") ? ["image/png", PIXEL] : ["text/plain", ""];
      response.writeHead(200, { "content-type": type, "access-control-allow-origin": "*", "cache-control": "no-store" }).end(answer);
    });
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  other = `http://127.0.0.1:${server.address().port}`;
  closeOther = () => new Promise((done) => {
    server.close(done);
    server.closeAllConnections();
  });
});

after(async () => {
  await support.shutDown();
  await closeOther();
});

const fromOther = (problem) => problem.startsWith(`other site: ${other}/`);

/** The headers that `_headers` gives to all files. */
async function sentHeaders(site) {
  const text = await readFile(join(site, "_headers"), "utf8");
  const [, ...lines] = text.split(/\n(?! )/)[0].split("\n");
  return Object.fromEntries(lines.map((line) => line.trim().split(/: (.*)/).slice(0, 2)));
}

/** A small portal, built and served as its `_headers` say. */
async function portal(settings) {
  const dir = join(await support.temporaryFolder(), "portal");
  await mkdir(dir);
  await writeFile(join(dir, "site.toml"), `title = "Lakes"\nbase_url = "https://example.org"\n${settings}`);
  await writeFile(join(dir, "lake.gpx"), GPX);
  const out = join(dir, "public");
  await support.build(dir, out, "https://example.org/");
  return support.serveFiles(out, "/", await sentHeaders(out));
}

/** Violations of the policy are problems that every test sees. */
async function watch(page) {
  await page.addInitScript(() => {
    addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sourceFile }) => console.error(`policy: ${effectiveDirective} ${blockedURI} ${sourceFile}`));
  });
}

describe("the policy", () => {
  // Every page is looked at once: so that none is wider than a phone is seen here too.
  test("no page of the example goes against it, or is wider than a phone", () => support.withPage(browser, published, { viewport: { width: 390, height: 844 } }, async (page) => {
    await watch(page);
    const wide = [];
    const files = (await readdir(built, { recursive: true })).filter((file) => file.endsWith(".html"));
    assert.ok(files.length > 120, `${files.length} pages`);
    for (const file of files.sort()) {
      await page.goto(`/rando/${file}`, { waitUntil: "load" });
      assert.equal(await page.locator("meta[http-equiv]").count(), 1, file);
      const width = await page.evaluate(() => document.scrollingElement.scrollWidth);
      if (width > 390) wide.push(`${file}: ${width}`);
    }
    assert.deepEqual(wide, []);
  }));

  for (const path of ["", "treks/", "trek/lac-long/", "poi/lac-noir/", "structure/parc-de-valbrune/", "information/venir/"]) {
    test(`what one does goes not against it: /${path}`, () => support.withPage(browser, published, {}, async (page, clean) => {
      await watch(page);
      await page.goto(`/rando/${path}`);
      for (const profile of await page.locator("[data-profile] svg").all()) await profile.hover();
      const button = page.locator("[data-open]");
      if (await button.count()) {
        await button.click();
        await page.locator(".leaflet-container .leaflet-tile").first().waitFor();
        // Tiles that are no longer waited for are emptied.
        for (const key of "+++---+-") await page.keyboard.press(key);
        await support.mapSettled(page);
      }
      clean();
    }));
  }

  test("it stops what is inline or of others", () => support.withPage(browser, published, { accept: () => true }, async (page) => {
    await page.goto("/rando/");
    await page.evaluate((other) => {
      window.stopped = new Set();
      addEventListener("securitypolicyviolation", ({ effectiveDirective }) => window.stopped.add(effectiveDirective));
      const script = document.createElement("script");
      script.textContent = "window.ran = true";
      document.head.append(script);
      document.body.insertAdjacentHTML("beforeend", `<p style="color: red"></p><img src="${other}/x.png" alt=""><iframe src="${other}/"></iframe>`);
      fetch(`${other}/x`).catch(() => {});
    }, other);
    await page.waitForFunction(() => window.stopped.size >= 5);
    await support.settled(page);
    assert.deepEqual(await page.evaluate(() => [...window.stopped].sort()), ["connect-src", "frame-src", "img-src", "script-src-elem", "style-src-attr"]);
    assert.equal(await page.evaluate(() => window.ran), undefined);
    assert.deepEqual(asked.splice(0), []);
  }));

  test("a player is loaded by a click, and not before", () => {
    let clicked = false;
    const accept = (problem) => clicked && problem.startsWith("other site: https://player.vimeo.com/");
    return support.withPage(browser, published, { accept }, async (page) => {
      await watch(page);
      // The player's own host cannot be asked here: what counts is that the page may.
      await page.route("https://player.vimeo.com/**", (route) => route.fulfill({ contentType: "text/html", body: "<title>player</title>" }));
      await page.route("**/information/venir/", async (route) => {
        const response = await route.fetch();
        const link = '<p><a class="player" data-embed="https://player.vimeo.com/video/1" href="https://vimeo.com/1">Vimeo</a></p></main>';
        await route.fulfill({ response, body: (await response.text()).replace("</main>", link) });
      });
      await page.goto("/rando/information/venir/");
      clicked = true;
      await page.getByRole("link", { name: "Vimeo" }).click();
      await page.frameLocator("iframe.player-frame").locator(":root").waitFor();
      assert.equal(await page.frames().at(-1).title(), "player");
    });
  });

  test("tiles of another host are asked for when the map is opened", async () => {
    const origin = await portal(`[map]\ntiles = "${other}/{z}/{x}/{y}.png"\n`);
    await support.withPage(browser, origin, { accept: fromOther }, async (page) => {
      await watch(page);
      await page.goto("/trek/lake/");
      await page.waitForLoadState("networkidle");
      assert.deepEqual(asked.splice(0), []);
      await page.locator("[data-open]").click();
      await page.waitForFunction(() => [...document.querySelectorAll("img.leaflet-tile")].some((tile) => tile.naturalWidth));
    });
    assert.ok(asked.splice(0).length > 0);
  });
});

describe("counting of visits", () => {
  const settings = () => `[map]\ntiles = ""\n[analytics]\nmatomo = { url = "${other}", site_id = 3 }\n`;
  const visit = (origin, options, body) => support.withPage(browser, origin, { accept: fromOther, ...options }, async (page, clean) => {
    asked.splice(0);
    await watch(page);
    await body(page, clean);
  });
  /** Until the other host was told of a visit: what it was told. */
  const counted = async () => {
    const told = () => asked.find(({ url }) => url.endsWith("matomo.php"));
    await support.until("a visit that is counted", told);
    return JSON.parse(told().body);
  };
  let origin, unasked, plain;
  before(async () => {
    origin = await portal(settings());
    unasked = await portal(`${settings()}consent = false\n`);
    plain = await portal(`[analytics]\nscript = "${other}/js/count.js"\ndata = { domain = "lakes.example.org" }\n`);
  });

  test("the keyboard accepts, and later refuses", () => visit(origin, {}, async (page) => {
    await page.goto("/trek/lake/");
    const banner = page.locator("#consent");
    await banner.waitFor();
    // The page can be used: the first stop is its own, the banner the last.
    await page.keyboard.press("Tab");
    assert.ok(await page.evaluate(() => document.activeElement.matches(".skip")));
    await support.tabTo(page, '[data-choice="accepted"]');
    assert.deepEqual(asked, [], "nothing is asked before");
    await page.keyboard.press("Enter");
    await banner.waitFor({ state: "hidden" });
    const commands = await counted();
    assert.deepEqual(commands.map(([name]) => name), ["setTrackerUrl", "setSiteId", "trackPageView", "enableLinkTracking"]);
    assert.deepEqual(commands[1], ["setSiteId", "3"]);

    // The choice holds on the next page.
    asked.splice(0);
    await page.goto("/treks/");
    await counted();
    assert.ok(await banner.isHidden());

    await support.tabTo(page, "[data-consent-open]");
    await page.keyboard.press("Enter");
    await banner.waitFor();
    assert.ok(await banner.evaluate((element) => element === document.activeElement));
    await support.tabTo(page, '[data-choice="refused"]');
    await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
    asked.splice(0);
    await page.goto("/trek/lake/");
    await page.waitForLoadState("networkidle");
    assert.ok(await banner.isHidden());
    assert.deepEqual(asked, []);
  }));

  test("both answers are equal, and hide nothing that has the focus", () => visit(origin, { viewport: { width: 390, height: 844 } }, async (page) => {
    await page.goto("/trek/lake/");
    await page.locator("#consent").waitFor();
    const [accept, refuse] = await page.locator("[data-choice]").evaluateAll((buttons) => buttons.map((button) => {
      const { width, height } = button.getBoundingClientRect();
      const { color, backgroundColor, borderColor, fontWeight } = getComputedStyle(button);
      return { width: Math.round(width), height: Math.round(height), color, backgroundColor, borderColor, fontWeight };
    }));
    assert.deepEqual(accept, refuse);
    assert.ok(accept.height >= 44);
    const hidden = [];
    for (let stops = 0; stops < 200; stops++) {
      await page.keyboard.press("Tab");
      const stop = await page.evaluate(() => {
        const focused = document.activeElement;
        if (focused === document.body) return null;
        if (focused.closest("#consent")) return "";
        const { top, bottom } = focused.getBoundingClientRect();
        const banner = document.getElementById("consent").getBoundingClientRect();
        return top >= banner.top && bottom > banner.top ? focused.outerHTML : "";
      });
      if (stop === null) break;
      if (stop) hidden.push(stop);
    }
    assert.deepEqual(hidden, []);
    assert.equal(await page.evaluate(() => document.scrollingElement.scrollWidth), 390);
  }));

  test("a refusal asks nothing and stays", () => visit(origin, {}, async (page) => {
    await page.goto("/");
    await page.locator('[data-choice="refused"]').click();
    await page.goto("/treks/");
    await page.waitForLoadState("networkidle");
    assert.ok(await page.locator("#consent").isHidden());
    assert.deepEqual(asked, []);
  }));

  for (const [name, options, says] of [
    ["without JavaScript", { javaScriptEnabled: false }, null],
    ["with Global Privacy Control", {}, () => Object.defineProperty(Navigator.prototype, "globalPrivacyControl", { get: () => true })],
    ["with Do Not Track", {}, () => Object.defineProperty(Navigator.prototype, "doNotTrack", { get: () => "1" })],
  ]) {
    test(`${name}, nobody is asked or counted`, async () => {
      for (const address of [origin, unasked]) {
        await visit(address, options, async (page) => {
          if (says) await page.addInitScript(says);
          await page.goto("/trek/lake/");
          await page.waitForLoadState("networkidle");
          for (const selector of ["#consent", "[data-consent-open]"]) assert.ok(await page.locator(selector).isHidden(), selector);
          assert.deepEqual(asked, []);
        });
      }
    });
  }

  test("where nobody has to be asked, there are no cookies, and one may refuse", () => visit(unasked, {}, async (page) => {
    await page.goto("/trek/lake/");
    assert.equal((await counted())[0][0], "disableCookies");
    assert.ok(await page.locator("#consent").isHidden());
    await page.locator("[data-consent-open]").click();
    await Promise.all([page.waitForEvent("load"), page.locator('[data-choice="refused"]').click()]);
    asked.splice(0);
    await page.goto("/treks/");
    await page.waitForLoadState("networkidle");
    assert.deepEqual(asked, []);
  }));

  test("a plain script has its attributes", () => visit(plain, {}, async (page) => {
    await page.goto("/");
    await page.locator('[data-choice="accepted"]').click();
    assert.deepEqual(await counted(), { domain: "lakes.example.org" });
  }));
});
