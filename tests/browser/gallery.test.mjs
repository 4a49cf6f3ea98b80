// Every kind of page, of the example and of a whole Geotrek-admin: in the first language on phones and
// desks, light and dark; in the others, which have the same templates and other words, on phones.
// Pictures of all are in target/gallery, with a sheet to look at them.

import axe from "axe-core";
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import * as double from "./double.mjs";
import * as support from "./support.mjs";

if (double.MISSING) console.error(`\n!! NO PORTAL OF A GEOTREK-ADMIN IS LOOKED AT: ${double.MISSING}\n`);

const GALLERY = fileURLToPath(new URL("../../target/gallery", import.meta.url));
const LANGUAGES = ["fr", "en", "it"];
/**
 * Pages of which there is one; the others have a folder of the site each. The height of the ride puts
 * small links where the bar at the bottom of the screen is.
 */
const SINGLE = { home: "", ride: "trek/grande-boucle-vtt/", list: "treks/", services: "services/", events: "events/", alerts: "alerts/", legal: "legal/", accessibility: "accessibility/", credits: "credits/", "site-map": "site-map/", lost: "404.html" };
const FOLDERS = ["trek", "poi", "service", "event", "outdoor-site", "outdoor-course", "desk", "structure", "practice", "theme", "information"];
const KINDS = [...Object.keys(SINGLE), "itinerary", ...FOLDERS];
const SCREENS = { phone: { width: 390, height: 844 }, desktop: { width: 1366, height: 900 } };
/** Rules that axe leaves out unless they are asked for. */
const RULES = Object.fromEntries(["aria-text", "label-content-name-mismatch", "table-fake-caption", "target-size", "td-has-header"].map((id) => [id, { enabled: true }]));
/** What a careful server would allow: nothing from elsewhere, nothing inside of the pages. */
const POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

const shown = [];

before(async () => {
  await rm(GALLERY, { recursive: true, force: true });
  await mkdir(GALLERY, { recursive: true });
});
after(async () => {
  await writeFile(join(GALLERY, "index.html"), sheet());
  await support.shutDown();
});

double.describePortals((portal, served) => {
  for (const lang of LANGUAGES) {
    const root = lang === LANGUAGES[0] ? "" : `${lang}/`;
    for (const kind of KINDS) {
      test(`${kind}, ${lang}`, async (context) => {
        const path = await pageOf(served.site, root, kind);
        if (path === undefined) return context.diagnostic(`the data have no ${kind} in ${lang}`);
        await support.withPage(served.browser, served.origin, {}, (page) => look(page, `/${path}`, `${portal}-${kind}-${lang}`, root === ""));
      });
    }
  }
  if (portal !== "admin") return;

  test("sensitive areas are those of today's month, or of the one that is chosen", async () => {
    const folders = (await readdir(join(served.site, "trek"))).sort();
    const pages = await Promise.all(folders.map(async (name) => [name, await readFile(join(served.site, "trek", name, "index.html"), "utf8")]));
    const [name, html] = pages.find(([, html]) => /data-months="(?!1 2 3 4 5 6 7 8 9 10 11 12")/.test(html));
    const months = [...html.matchAll(/data-months="([\d ]*)"/g)].map(([, months]) => months.split(" ").map(Number));
    const sensitiveIn = (month) => months.filter((of) => of.includes(month)).length;
    await support.withPage(served.browser, served.origin, { locale: "fr-FR", timezoneId: "Europe/Paris" }, async (page) => {
      const shown = () => page.locator(".sensitive-area:visible").count();
      await page.clock.setFixedTime("2027-05-31T23:30:00+02:00");
      await page.goto(`/trek/${name}/#sensitive-areas`);
      const choice = page.getByLabel("Mois de votre sortie");
      await choice.waitFor();
      assert.equal(await choice.evaluate((select) => select.selectedOptions[0].text), "mai");
      for (let month = 1; month <= 12; month++) {
        await choice.selectOption(String(month));
        assert.equal(await shown(), sensitiveIn(month), `month ${month}`);
        assert.equal(await page.locator("[data-none]").innerText() !== "", sensitiveIn(month) === 0);
      }
      assert.ok(new Set(Array.from({ length: 12 }, (_, month) => sensitiveIn(month + 1))).size > 1, "months differ");
      await choice.selectOption("");
      assert.equal(await shown(), months.length);
    });
    await support.withPage(served.browser, served.origin, { javaScriptEnabled: false }, async (page) => {
      await page.goto(`/trek/${name}/`);
      assert.equal(await page.locator(".sensitive-area:visible").count(), months.length);
      assert.equal(await page.locator("[data-month-choice]").isVisible(), false);
    });
  });
}, { concurrency: 2, headers: { "content-security-policy": POLICY } });

/** A page of a kind: that which has most to show, as its file is the largest. */
async function pageOf(site, root, kind) {
  if (kind in SINGLE) return existsSync(join(site, root, SINGLE[kind])) ? `${root}${SINGLE[kind]}` : undefined;
  const folder = kind === "itinerary" ? "trek" : kind;
  const names = existsSync(join(site, root, folder)) ? (await readdir(join(site, root, folder))).sort() : [];
  const pages = await Promise.all(names.map(async (name) => ({ name, html: await readFile(join(site, root, folder, name, "index.html"), "utf8") })));
  const right = pages.filter(({ html }) => folder !== "trek" || html.includes('id="stages"') === (kind === "itinerary"));
  const best = right.sort((a, b) => b.html.length - a.html.length)[0];
  return best && `${root}${folder}/${best.name}/`;
}

/** Looks at a page: on all screens and in both schemes, or on a phone. */
async function look(page, path, name, whole) {
  const said = [];
  page.on("console", (message) => said.push(message.text()));
  await page.addInitScript(() => {
    window.violations = [];
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => window.violations.push(`${violatedDirective} ${blockedURI}`));
  });
  await page.setViewportSize(SCREENS.phone);
  await page.goto(path);
  assert.equal(await page.locator("h1").count(), 1, path);
  await page.evaluate(axe.source);
  for (const [screen, size] of Object.entries(SCREENS).slice(0, whole ? undefined : 1)) {
    await page.setViewportSize(size);
    // Far below, a picture is loaded once one comes near. What cannot be decoded is told by its address.
    assert.deepEqual(await page.locator("img").evaluateAll(async (all) => {
      const broken = all.map((image) => {
        image.loading = "eager";
        return image.decode().then(() => null, () => image.currentSrc);
      });
      return (await Promise.all(broken)).filter(Boolean);
    }), [], `${path}, ${screen}`);
    assert.equal(await page.evaluate(() => document.scrollingElement.scrollWidth), size.width, `${path}, ${screen}`);
    assert.deepEqual(await page.evaluate(faults), [], `${path}, ${screen}`);
    assert.deepEqual(await page.evaluate(spaced), [], `${path}, ${screen}, with more space in the text`);
    for (const colorScheme of whole ? ["light", "dark"] : ["light"]) {
      await page.emulateMedia({ colorScheme });
      // A scheme changes nothing but colours.
      const rules = colorScheme === "dark" ? { runOnly: ["color-contrast"] } : { rules: RULES };
      const violations = await page.evaluate(async (rules) => (await axe.run({ resultTypes: ["violations"], ...rules })).violations.map(({ id, impact, nodes }) => `${id} (${impact}): ${nodes.slice(0, 4).map(({ html, any }) => `${html.slice(0, 160)} ${any[0]?.message ?? ""}`).join(" | ")}`), rules);
      assert.deepEqual(violations, [], `${path}, ${screen}, ${colorScheme}`);
      const file = `${name}-${screen}-${colorScheme}.jpg`;
      await page.screenshot({ path: join(GALLERY, file), fullPage: true, type: "jpeg", quality: 70 });
      shown.push({ file, path, name, screen, colorScheme });
    }
  }
  assert.deepEqual(await page.evaluate(() => window.violations), [], path);
  assert.deepEqual(said, [], path);
}

/** What was once ugly: a path through the site that breaks, blocks that touch. */
function faults() {
  const box = (element) => element.getBoundingClientRect();
  const seen = (selector) => [...document.querySelectorAll(selector)].filter((element) => element.checkVisibility());
  const broken = seen(".breadcrumb li").filter((item) => box(item).top !== box(item.parentElement).top);
  const touching = seen(".actions + .prose, .prose + .contact").filter((block) => box(block).height && box(block).top - box(block.previousElementSibling).bottom < 8);
  return [...broken, ...touching].map((element) => element.outerHTML.slice(0, 200));
}

/** What is cut, or makes the page scroll sideways, when a visitor spaces the text (WCAG 2.2, 1.4.12). */
function spaced() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }");
  document.adoptedStyleSheets = [sheet];
  const cut = [...document.querySelectorAll("main :is(p, h1, h2, h3, li, dd, dt, a, button, label, td, th)")].filter((element) => {
    const { overflowX, overflowY, textOverflow, webkitLineClamp } = getComputedStyle(element);
    // What ends in an ellipsis is whole on the page it leads to.
    const ends = textOverflow === "ellipsis" || webkitLineClamp !== "none";
    const hides = !ends && [overflowX, overflowY].some((overflow) => ["hidden", "clip"].includes(overflow));
    // What only screen readers have is one point large.
    return hides && element.clientWidth > 2 && element.textContent.trim() && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1);
  });
  const wide = document.scrollingElement.scrollWidth > innerWidth ? [`the page is ${document.scrollingElement.scrollWidth} wide`] : [];
  document.adoptedStyleSheets = [];
  return [...wide, ...cut.map((element) => element.outerHTML.slice(0, 200))];
}

/** All pictures on one page: a row for each kind of page and language. */
function sheet() {
  const names = [...new Set(shown.map(({ name }) => name))].sort();
  const figure = ({ file, screen, colorScheme }) => `<a class="${screen}" href="${file}"><img src="${file}" alt="${screen}, ${colorScheme}" loading="lazy"></a>`;
  const row = (name) => {
    const all = shown.filter((one) => one.name === name);
    return `<section><h2>${name} <small>${all[0].path}</small></h2><div>${all.map(figure).join("")}</div></section>`;
  };
  const style = "body{font:14px sans-serif;margin:1rem}div{display:flex;gap:8px;align-items:start}.phone img{width:130px}.desktop img{width:320px}a{max-height:620px;overflow:hidden;border:1px solid #888}";
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Gallery</title><style>${style}</style>\n${names.map(row).join("\n")}\n</html>\n`;
}
