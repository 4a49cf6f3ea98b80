// A portal of a whole Geotrek-admin: every kind of page, in three languages, on phones and desks,
// light and dark. GALLERY=folder keeps a picture of each.

import axe from "axe-core";
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import * as support from "./support.mjs";

const DOUBLE = fileURLToPath(new URL("../../../shared/geotrek/double/geotrek_double.py", import.meta.url));
const SKIP = existsSync(DOUBLE) ? false : `${DOUBLE} is not there`;
if (SKIP) console.error(`\n!! NO PORTAL OF A GEOTREK-ADMIN IS LOOKED AT: ${SKIP}\n`);

const { GALLERY } = process.env;
const LANGUAGES = ["fr", "en", "it"];
/** Folders of the site, a page in each; what a language does not have is not looked at. */
const KINDS = ["trek", "poi", "service", "event", "outdoor-site", "outdoor-course", "structure", "information"];
const SCREENS = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 900 } };
/** What a careful server would allow: nothing from elsewhere, nothing inside of the pages. */
const POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";
const SETTINGS = `title = "Rando Écrins"\nbase_url = "https://example.org"\nlanguages = ["fr", "en", "it"]\n`;
// Nobody looks at the photographs unless the pages are kept: small ones are made quickly.
const SMALL = "[pictures]\nwidths = [320]\njpeg_width = 320\neffort = 0\ncard = { widths = [320], ratio = [3, 2] }\nsocial = [320, 168]\n";

describe("a portal of a Geotrek-admin", { skip: SKIP, concurrency: 2 }, () => {
  let browser, origin, site;

  before(async () => {
    if (GALLERY) await mkdir(GALLERY, { recursive: true });
    const double = support.start("python3", ["-u", DOUBLE, "--port", "0"]);
    const admin = await support.originOf(double, /(http:\/\/[\d.:]+)\/api/);
    const portal = join(await support.temporaryFolder(), "portal");
    site = join(portal, "public");
    await mkdir(portal);
    await writeFile(join(portal, "site.toml"), `${SETTINGS}${GALLERY ? "" : SMALL}[[sources]]\nkind = "geotrek"\nurl = "${admin}"\n`);
    await support.build(portal, site, "https://example.org/");
    browser = await support.launch();
    origin = await support.serveFiles(site, "/", { "content-security-policy": POLICY });
  });
  after(support.shutDown);

  for (const lang of LANGUAGES) {
    const root = lang === LANGUAGES[0] ? "" : `${lang}/`;
    for (const kind of ["home", "list", "lost", "itinerary", ...KINDS]) {
      test(`${kind}, ${lang}`, async (context) => {
        const path = await pageOf(site, root, kind);
        if (path === undefined) return context.diagnostic(`the data have no ${kind} in ${lang}`);
        await support.withPage(browser, origin, {}, (page) => look(page, `/${path}`, `${kind}-${lang}`));
      });
    }
  }

  test("sensitive areas are those of today's month, or of the one that is chosen", async () => {
    const folders = (await readdir(join(site, "trek"))).sort();
    const pages = await Promise.all(folders.map(async (name) => [name, await readFile(join(site, "trek", name, "index.html"), "utf8")]));
    const [name, html] = pages.find(([, html]) => /data-months="(?!1 2 3 4 5 6 7 8 9 10 11 12")/.test(html));
    const months = [...html.matchAll(/data-months="([\d ]*)"/g)].map(([, months]) => months.split(" ").map(Number));
    const sensitiveIn = (month) => months.filter((of) => of.includes(month)).length;
    await support.withPage(browser, origin, { locale: "fr-FR", timezoneId: "Europe/Paris" }, async (page) => {
      const shown = () => page.locator(".sensitive-area:visible").count();
      await page.clock.setFixedTime("2027-05-31T23:30:00+02:00");
      await page.goto(`/trek/${name}/#sensitive-areas`);
      const choice = page.getByLabel("Mois de votre sortie");
      await choice.waitFor();
      assert.equal(await choice.evaluate((select) => select.selectedOptions[0].text), "mai");
      for (let month = 1; month <= 12; month++) {
        await choice.selectOption(String(month));
        assert.equal(await shown(), sensitiveIn(month), `month ${month}`);
        assert.equal(await page.locator("[data-none]").isVisible(), sensitiveIn(month) === 0);
      }
      assert.ok(new Set(Array.from({ length: 12 }, (_, month) => sensitiveIn(month + 1))).size > 1, "months differ");
      await choice.selectOption("");
      assert.equal(await shown(), months.length);
    });
    await support.withPage(browser, origin, { javaScriptEnabled: false }, async (page) => {
      await page.goto(`/trek/${name}/`);
      assert.equal(await page.locator(".sensitive-area:visible").count(), months.length);
      assert.equal(await page.locator("[data-month-choice]").isVisible(), false);
    });
  });
});

/** A page of a kind: that which has most to show, as its file is the largest. */
async function pageOf(site, root, kind) {
  const given = { home: root, list: `${root}treks/`, lost: `${root}404.html` }[kind];
  if (given !== undefined) return given;
  const kindOfFolder = kind === "itinerary" ? "trek" : kind;
  const folder = join(site, root, kindOfFolder);
  const names = existsSync(folder) ? (await readdir(folder)).sort() : [];
  const pages = await Promise.all(names.map(async (name) => ({ name, html: await readFile(join(folder, name, "index.html"), "utf8") })));
  const right = pages.filter(({ html }) => kindOfFolder !== "trek" || html.includes('id="stages"') === (kind === "itinerary"));
  const best = right.sort((a, b) => b.html.length - a.html.length)[0];
  return best && `${root}${kindOfFolder}/${best.name}/`;
}

async function look(page, path, name) {
  const said = [];
  page.on("console", (message) => said.push(message.text()));
  await page.goto(path);
  assert.equal(await page.locator("h1").count(), 1, path);
  // Far below, a picture is loaded once one comes near. What cannot be decoded is told by its address.
  assert.deepEqual(await page.locator("img").evaluateAll(async (all) => {
    const broken = all.map((image) => {
      image.loading = "eager";
      return image.decode().then(() => null, () => image.currentSrc);
    });
    return (await Promise.all(broken)).filter(Boolean);
  }), []);
  await page.evaluate(axe.source);
  for (const [screen, size] of Object.entries(SCREENS)) {
    for (const colorScheme of ["light", "dark"]) {
      await page.setViewportSize(size);
      await page.emulateMedia({ colorScheme });
      const violations = await page.evaluate(async () => (await axe.run({ resultTypes: ["violations"] })).violations.map(({ id, impact, nodes }) => `${id} (${impact}): ${nodes.slice(0, 4).map(({ html, any }) => `${html.slice(0, 160)} ${any[0]?.message ?? ""}`).join(" | ")}`));
      assert.deepEqual(violations, [], `${path}, ${screen}, ${colorScheme}`);
      assert.equal(await page.evaluate(() => document.scrollingElement.scrollWidth), size.width, `${path}, ${screen}`);
      if (GALLERY) await page.screenshot({ path: join(GALLERY, `${name}-${screen}-${colorScheme}.png`), fullPage: true });
    }
  }
  assert.deepEqual(said, [], path);
}
