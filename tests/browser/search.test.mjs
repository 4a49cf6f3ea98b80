// Treks are looked for: by words, by choices, by month; on a portal whose list has several pages.

import assert from "node:assert/strict";
import { cp, mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import axe from "axe-core";
import * as support from "./support.mjs";

const SIZES = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 900 } };
// Copies of treks of the example, beside its own 16.
const COPIES = 60;
const TOGETHER = { concurrency: 2 };

let browser, origin, index;

before(async () => {
  const portal = await support.copyOfExample();
  await more(portal);
  const site = join(await support.temporaryFolder(), "site");
  await support.build(portal, site, "http://localhost/");
  index = JSON.parse(await readFile(join(site, "search.json"), "utf8"));
  browser = await support.launch();
  origin = await support.serveFiles(site, "/");
});
after(support.shutDown);

/** Copies treks, without their photographs, and sets what the example does not. */
async function more(portal) {
  const treks = join(portal, "treks");
  // One is written in YAML.
  const folders = (await readdir(treks)).filter((folder) => folder !== "tour-du-lac-noir").sort();
  for (let number = 1; number <= COPIES; number++) {
    const from = join(treks, folders[number % folders.length]);
    const to = join(treks, `copie-${number}`);
    await mkdir(to);
    const name = number === 33 ? "Le Cœur de l’Œil-de-Bœuf" : `Détour d’Été ${number}`;
    const text = await readFile(join(from, "index.fr.md"), "utf8");
    const own = text.replace(/^name = .*$/m, `name = "${name}"`).replace(/^children = .*$/m, "").split("[[attachments]]")[0];
    await writeFile(join(to, "index.fr.md"), own.includes("\n+++\n") ? own : `${own}+++\n`);
    for (const file of await readdir(from)) if (file.startsWith("track.")) await cp(join(from, file), join(to, file));
  }
  const file = join(portal, "site.toml");
  const settings = (await readFile(file, "utf8")).replace('blocks = ["practices",', 'blocks = ["practices", "months",');
  const seasons = "[[figures.seasons]]\nabove = 2000\nfrom = 6\nto = 10\n";
  await writeFile(file, `${settings}\n${seasons}[report]\nemail = "paths@example.org"\n`);
}

const visit = (options, body) => support.withPage(browser, origin, options, body);
const status = (page) => page.locator("[data-search-status]");

/** Waits until this is said of what is found. */
async function said(page, text) {
  await page.waitForFunction((text) => document.querySelector("[data-search-status]").textContent.replaceAll("\u00a0", " ") === text, text).catch(async (error) => {
    assert.equal(await status(page).textContent(), text, error.message);
  });
}

const names = (page) => page.locator(".list .card-title").allTextContents();

/** Asks on the page of the list, and waits for what is said. */
async function ask(page, words, text) {
  await page.locator("#search").fill(words);
  await said(page, text);
}

/** What the browser asks for from now on. */
function requests(page) {
  const paths = [];
  page.on("request", (request) => paths.push(new URL(request.url()).pathname));
  return paths;
}

describe("words", TOGETHER, () => {
  for (const words of ["coeur", "CŒUR OEIL", "  œil-de-bœuf ", "l'oeil", "le coeur de l’oeil-de-boe"]) {
    test(`“${words}” finds the heart`, () => visit({}, async (page) => {
      await page.goto("/treks/");
      await ask(page, words, `1 randonnée pour « ${words.trim()} »`);
      assert.deepEqual(await names(page), ["Le Cœur de l’Œil-de-Bœuf"]);
    }));
  }

  test("every word must begin one of a trek, in any order", () => visit({}, async (page) => {
    await page.goto("/treks/");
    await ask(page, "noir lac du bleu", "1 randonnée pour « noir lac du bleu »");
    assert.deepEqual(await names(page), ["Du Lac Bleu au Lac Noir"]);
    await ask(page, "ac noir", "0 randonnée pour « ac noir »");
    await ask(page, "$& «%zz»", "0 randonnée pour « $& «%zz» »");
    // The town of a trek is one of its texts.
    await ask(page, "pralong famille", "1 randonnée pour « pralong famille »");
    await ask(page, "…", "76 randonnées pour « … »");
  }));

  test("in another language its own treks are found", () => visit({}, async (page) => {
    await page.goto("/en/treks/");
    await ask(page, "children", "1 hike for “children”");
    assert.equal(await page.locator(".list .card a").getAttribute("href"), "/en/trek/lac-long/");
    await ask(page, "famille", "0 hikes for “famille”");
  }));
});

test("nothing is asked for before somebody searches", () => visit({}, async (page) => {
  const paths = requests(page);
  await page.goto("/", { waitUntil: "networkidle" });
  await page.goto("/treks/?utm_source=letter&q=", { waitUntil: "networkidle" });
  assert.deepEqual(paths.filter((path) => path.includes("search")), []);
  await page.locator("#search").focus();
  await page.waitForResponse("**/search.json");
  assert.equal(new URL(page.url()).search, "?utm_source=letter&q=", "the address is as it was");
}));

test("choices and words go together, and their address can be passed on", () => visit({}, async (page) => {
  const expected = (practice, difficulty, month) => index.treks.filter((trek) =>
    (!practice || trek.practice === practice) && (!difficulty || trek.difficulty === difficulty) && (!month || trek.months & (1 << (month - 1)))).length;
  await page.goto("/treks/");
  await page.locator("#search-difficulty").selectOption({ label: "Difficile" });
  await said(page, `${expected(null, "hard")} randonnées`);
  await page.locator("#search-practice").selectOption("pedestrian");
  await said(page, `${expected("pedestrian", "hard")} randonnées`);
  await page.locator("#search-month").selectOption("2");
  const winter = expected("pedestrian", "hard", 2);
  assert.ok(winter < expected("pedestrian", "hard"));
  await said(page, winter === 1 ? "1 randonnée" : `${winter} randonnées`);
  await page.locator("#search-month").selectOption("7");
  await said(page, `${expected("pedestrian", "hard", 7)} randonnées`);
  await page.locator("#search").fill("lac");
  await status(page).getByText("« lac »").waitFor();
  const found = await names(page);
  assert.ok(found.length > 1 && found.length <= 12, `${found.length}`);
  const address = new URL(page.url());
  assert.deepEqual(Object.fromEntries(address.searchParams), { q: "lac", practice: "pedestrian", difficulty: "hard", month: "7" });

  const other = await page.context().newPage();
  await other.goto(page.url());
  await status(other).getByText("« lac »").waitFor();
  assert.deepEqual(await names(other), found);
  assert.equal(await other.locator("#search").inputValue(), "lac");
  assert.equal(await other.locator("#search-month").inputValue(), "7");
  // A practice of another year is none: the rest counts.
  await other.goto("/treks/?practice=flying&q=coeur");
  await said(other, "1 randonnée pour « coeur »");
}));

test("cards come from the pages of the list, 12 at a time, each page once", () => visit({}, async (page) => {
  await page.goto("/treks/2/");
  const paths = requests(page);
  await ask(page, "ete detour", "59 randonnées pour « ete detour »");
  const seen = [];
  for (let shown = 12; ; shown = Math.min(shown + 12, 59)) {
    await page.waitForFunction((shown) => document.querySelectorAll(".list .card").length === shown, shown);
    seen.push(...(await names(page)).slice(seen.length));
    if (shown === 59) break;
    await page.locator("[data-search-more]").click();
    await page.waitForFunction((shown) => document.querySelectorAll(".list .card").length > shown, shown);
    // What is new is where one reads on.
    assert.equal(await page.evaluate(() => [...document.querySelectorAll(".list .card-title a")].indexOf(document.activeElement)), shown);
  }
  assert.ok(await page.locator("[data-search-more]").isHidden());
  assert.ok(await page.locator(".list .pages").isHidden());
  assert.equal(new Set(seen).size, 59);
  const urls = index.treks.filter(({ text }) => / ete\b/.test(text)).map(({ url }) => url);
  assert.deepEqual(await page.locator(".list .card-title a").evaluateAll((links) => links.map((link) => link.getAttribute("href"))), urls, "in the order of the list");
  const pages = paths.filter((path) => /^\/treks\/(\d\/)?$/.test(path)).sort();
  const needed = [...new Set(urls.map((url) => Math.floor(index.treks.findIndex((trek) => trek.url === url) / index.each) + 1))].filter((number) => number !== 2);
  assert.deepEqual(pages, needed.map((number) => (number === 1 ? "/treks/" : `/treks/${number}/`)));
  assert.equal(paths.filter((path) => path === "/search.json").length, 1);
  assert.equal(new URL(page.url()).pathname, "/treks/");

  // Back to what was there.
  await page.locator(".search-clear").click();
  await said(page, "76 randonnées");
  assert.equal((await names(page)).length, index.each);
  assert.ok(await page.locator(".list .pages").isVisible());
  assert.equal(new URL(page.url()).pathname + new URL(page.url()).search, "/treks/2/");
  assert.ok(await page.locator("#search").evaluate((field) => field === document.activeElement));
}));

test("the back button leads to what was found, and before that home", () => visit({}, async (page) => {
  await page.goto("/");
  await page.locator("#search").fill("lac noir");
  await page.keyboard.press("Enter");
  await page.waitForURL("/treks/?q=lac+noir");
  await status(page).getByText("« lac noir »").waitFor();
  await page.locator("#search").fill("lac noir bleu");
  await said(page, "1 randonnée pour « lac noir bleu »");
  await page.locator(".list .card a").click();
  await page.waitForURL("/trek/etape-2-lac-bleu-lac-noir/");
  await page.goBack();
  await said(page, "1 randonnée pour « lac noir bleu »");
  assert.equal(await page.locator("#search").inputValue(), "lac noir bleu");
  assert.deepEqual(await names(page), ["Du Lac Bleu au Lac Noir"]);
  await page.goBack();
  await page.waitForURL("/");
}));

test("where nothing is found, one is told what to do", () => visit({}, async (page) => {
  await page.goto("/treks/?q=nulle+part");
  await said(page, "0 randonnée pour « nulle part »");
  assert.ok(await page.getByText("Essayez avec moins de mots").isVisible());
  for (const selector of [".list-map", ".list .pages", "[data-search-more]"]) assert.ok(await page.locator(selector).isHidden(), selector);
  await page.getByRole("link", { name: "Voir toutes les randonnées" }).click();
  await said(page, "76 randonnées");
  assert.equal((await names(page)).length, index.each);
  assert.equal(new URL(page.url()).search, "");
}));

for (const [what, pattern, words] of [["the index", "**/search.json", "lac"], ["a page of the list", "**/treks/2/", "ete 3"]]) {
  test(`when ${what} does not come, it is said, and asked for again`, () => {
    const accept = (problem) => /status of 503|answer 503/.test(problem);
    return visit({ accept }, async (page) => {
      await page.route(pattern, (route) => route.fulfill({ status: 503, body: "" }));
      await page.goto("/treks/");
      await page.locator("#search").fill(words);
      await status(page).getByText("La recherche n’a pas pu être chargée").waitFor();
      assert.equal((await names(page)).length, index.each, "what one read is still there");
      await page.unroute(pattern);
      await page.getByRole("button", { name: "Rechercher" }).click();
      await status(page).getByText(`« ${words} »`).waitFor();
        assert.equal((await names(page)).length, Math.min(12, parseInt(await status(page).textContent())));
    });
  });
}

test("a late answer changes nothing", () => visit({}, async (page) => {
  const release = support.deferred();
  await page.route("**/treks/2/", async (route) => {
    await release.promise;
    await route.continue();
  });
  await page.goto("/treks/");
  const asked = page.waitForRequest("**/treks/2/");
  await page.locator("#search").fill("ete 3");
  await asked;
  await ask(page, "ete 10", "1 randonnée pour « ete 10 »");
  const answered = page.waitForResponse("**/treks/2/");
  release.resolve();
  await (await answered).finished();
  await support.settled(page);
  assert.deepEqual(await names(page), ["Détour d’Été 10"]);
}));

test("the map shows the lines of what is found, drawn or live", () => visit({}, async (page) => {
  await page.goto("/treks/");
  const drawn = () => page.locator(".map-still .map-lines path").evaluate((path) => path.getAttribute("d").split("M").length - 1);
  const all = await drawn();
  assert.ok(all >= 76, `${all}`);
  await ask(page, "coeur", "1 randonnée pour « coeur »");
  assert.equal(await drawn(), 1);
  await page.locator("[data-open]").click();
  const live = page.locator(".map-live path.map-line");
  await live.first().waitFor({ state: "attached" });
  assert.equal(await live.count(), 1);
  await page.locator(".search-clear").click();
  await page.waitForFunction((all) => document.querySelectorAll(".map-live path.map-line").length === all, all);
  assert.equal(await drawn(), all);
}));

for (const [size, viewport] of Object.entries(SIZES)) {
  test(`what one reads and writes stays where it is, ${size}`, () => visit({ viewport }, async (page) => {
    await page.goto("/treks/");
    const places = () => page.evaluate(() => ["#search", "[data-search-status]", ".list"].map((selector) => document.querySelector(selector).getBoundingClientRect().top));
    const before = await places();
    await page.locator("[data-search] [name=q]").fill("lac");
    await status(page).getByText("« lac »").waitFor();
    assert.deepEqual(await places(), before);
  }));

  for (const colorScheme of ["light", "dark"]) {
    test(`everybody can use it: ${size}, ${colorScheme}`, () => visit({ viewport, colorScheme }, async (page) => {
      for (const path of ["/", "/treks/", "/treks/?q=ete", "/treks/?q=nulle", "/month/juin/"]) {
        await page.goto(path);
        if (path.includes("?")) await page.locator(".search-clear").waitFor();
        await page.evaluate(axe.source);
        const violations = await page.evaluate(async () => (await axe.run({ resultTypes: ["violations"] })).violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ html }) => html.slice(0, 160)).join(" | ")}`));
        assert.deepEqual(violations, [], path);
        assert.equal(await page.evaluate(() => document.scrollingElement.scrollWidth), viewport.width, path);
      }
    }));
  }
}

test("the home page marks the month that is, and leads to its treks", () => visit({}, async (page) => {
  await page.clock.setFixedTime(new Date("2027-06-12T10:00:00"));
  await page.goto("/");
  const now = page.locator(".months [aria-current=date]");
  await now.waitFor();
  assert.equal(await now.count(), 1);
  assert.match(await now.textContent(), /^juin \d+ randonnées ce mois-ci$/);
  await now.click();
  await page.waitForURL("/month/juin/");
  assert.equal(await page.locator("h1").textContent(), "Randonner en juin");
}));

for (const [size, viewport] of Object.entries(SIZES)) {
  test(`the whole visit by the keyboard, ${size}`, () => visit({ viewport }, async (page) => {
    await page.goto("/");
    await go(page, "#search");
    await page.keyboard.type("lac long");
    await page.keyboard.press("Enter");
    await page.waitForURL("/treks/?q=lac+long");
    await status(page).getByText("« lac long »").waitFor();

    await go(page, "#search");
    await go(page, "#search-difficulty");
    // As one does with a list: by its first letters.
    await page.keyboard.type("Fac");
    await page.waitForURL(/difficulty=easy/);
    await page.waitForFunction(() => !document.querySelector("[aria-busy]"));
    await go(page, ".search-clear");
    await go(page, "a[href='/trek/lac-long/']");
    await page.keyboard.press("Enter");
    await page.waitForURL("/trek/lac-long/");

    await go(page, ".along a[href^='/poi/']");
    await page.keyboard.press("Enter");
    await page.waitForURL("/poi/*/");
    assert.ok(await page.locator("h1").isVisible());
    await page.goBack();
    await page.waitForURL("/trek/lac-long/");
    await page.reload();

    await go(page, ".actions a[download$='.gpx'], .actions a[href$='.gpx']");
    const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
    assert.equal(download.suggestedFilename(), "lac-long.gpx");

    await page.locator(".report summary").waitFor();
    await go(page, ".report summary");
    await page.keyboard.press("Enter");
    await go(page, "#report-comment");
    await page.keyboard.type("Le balisage manque au col.");
    await go(page, "#report-latitude");
    await go(page, ".report [type=submit]");
    const letter = await letterOf(page, () => page.keyboard.press("Enter"));
    assert.equal(letter.pathname, "paths@example.org");
    assert.ok(letter.searchParams.get("body").includes("Le balisage manque au col."));
  }));

  test(`the same visit without JavaScript, ${size}`, () => visit({ viewport, javaScriptEnabled: false }, async (page) => {
    await page.goto("/");
    await page.locator("#search").focus();
    await page.keyboard.type("lac long");
    await page.keyboard.press("Enter");
    await page.waitForURL("/treks/?q=lac+long");
    // The whole list, and a word why.
    assert.equal(await page.locator(".list .card").count(), index.each);
    assert.equal(await page.locator("form[role=search]").isVisible(), false, "no form that does nothing");
    const why = page.locator(".search-plain");
    assert.match(await why.textContent(), /Sans JavaScript/);
    for (const text of ["Afficher plus", "Essayez avec moins", "Effacer"]) assert.equal(await page.getByText(text).isVisible(), false, text);
    await why.getByRole("link", { name: "Facile", exact: true }).press("Enter");
    await page.waitForURL("/difficulty/easy/");
    await page.locator("a[href='/trek/lac-long/']").first().press("Enter");
    await page.waitForURL("/trek/lac-long/");
    await page.locator(".along a[href^='/poi/']").first().press("Enter");
    await page.waitForURL("/poi/*/");
    await page.goBack();
    const [download] = await Promise.all([page.waitForEvent("download"), page.locator(".actions a[href$='.gpx']").press("Enter")]);
    assert.equal(download.suggestedFilename(), "lac-long.gpx");
    const letter = new URL(await page.locator(".report a").getAttribute("href"));
    assert.equal(`${letter.protocol}${letter.pathname}`, "mailto:paths@example.org");
  }));
}

/** Goes on by Tab to the first of these, and sees it: marked, on the screen, below nothing else. */
async function go(page, selector) {
  await support.tabTo(page, selector);
  const seen = await page.evaluate(async () => {
    // Where one is once the page has scrolled.
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
    const focused = document.activeElement;
    const box = focused.getClientRects()[0];
    // Of a text of several lines, a browser shows the line that one writes.
    const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
    const at = bottom - top >= Math.min(box.height, 24) && document.elementFromPoint(box.x + box.width / 2, (top + bottom) / 2);
    const outlined = [focused, focused.closest(".card, .place")].filter(Boolean).some((element) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
    });
    return { outlined, uncovered: Boolean(at) && (focused.contains(at) || at.contains(focused) && at.closest(".card, .place")?.contains(focused) === true), by: at?.outerHTML.slice(0, 120) };
  });
  assert.ok(seen.outlined, `${selector} has no outline`);
  assert.ok(seen.uncovered, `${selector} is below ${seen.by}`);
}

/** The address of the letter that the page writes. */
async function letterOf(page, act) {
  const session = await page.context().newCDPSession(page);
  const navigation = new Promise((done) => session.on("Page.frameRequestedNavigation", ({ url }) => done(url)));
  await session.send("Page.enable");
  await act();
  return new URL(await navigation);
}
