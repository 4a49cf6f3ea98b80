// What visitors must know before they go: said beside the trek, on its card, and only while it holds.

import axe from "axe-core";
import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import * as support from "./support.mjs";

let browser, origin;
const visit = (options, body) => support.withPage(browser, origin, options, body);

before(async () => {
  const portal = await support.copyOfExample();
  const alerts = join(portal, "alerts");
  await mkdir(alerts, { recursive: true });
  const write = (name, facts) => writeFile(join(alerts, `${name}.fr.md`), `+++\n${facts}\n+++\n\nUne phrase.\n`);
  await write("chasse", 'name = "Battue"\nlevel = "closure"\ntreks = ["lac-long"]\nbegin_date = "2027-10-02"\nend_date = "2027-10-03"');
  await write("feu", 'name = "Feux interdits"\nlevel = "danger"\nend_date = "2027-09-30"');
  await write("vieux", 'name = "Ancien éboulement"\nlevel = "closure"\ntreks = ["tour-du-lac-noir"]\nend_date = "2026-10-03"');
  await write("guepes", 'name = "Guêpes"\nlevel = "danger"\ntreks = ["tour-du-lac-noir"]');
  await write("pont", 'name = "Pont emporté"\nlevel = "closure"\ntreks = ["etape-2-lac-bleu-lac-noir"]');
  const site = join(await support.temporaryFolder(), "site");
  await support.build(portal, site, "https://example.org/");
  browser = await support.launch();
  origin = await support.serveFiles(site, "/");
});
after(support.shutDown);

for (const [day, announced, closed] of [["2027-10-01", true, false], ["2027-10-02", true, true], ["2027-10-03", true, true], ["2027-10-04", false, false]]) {
  test(`a path that is closed on the 2nd and 3rd of October, on ${day}`, () => visit({ timezoneId: "Europe/Paris" }, async (page) => {
    await page.clock.setFixedTime(`${day}T12:00:00+02:00`);
    await page.goto("/trek/lac-long/");
    const shown = (is) => ({ state: is ? "visible" : "hidden" });
    await page.locator("#alert-feu").waitFor(shown(false));
    await page.locator("#alert-chasse").waitFor(shown(announced));
    await page.goto("/treks/");
    const card = page.locator(".card", { has: page.locator('a[href="/trek/lac-long/"]') });
    await card.locator(".tag-alert").waitFor(shown(closed));
  }));
}

test("without JavaScript all that is written is said, with its days", () => visit({ javaScriptEnabled: false }, async (page) => {
  await page.goto("/trek/lac-long/");
  assert.match(await page.locator("#alert-chasse").innerText(), /Fermé · Battue\s+2 octobre 2027 – 3 octobre 2027/);
  await page.goto("/");
  assert.match(await page.locator("#alert-feu").innerText(), /Danger · Feux interdits\s+Jusqu’au 30 septembre 2027/);
  await page.getByRole("link", { name: "État des sentiers" }).first().click();
  assert.equal(await page.locator(".alert").count(), 7);
  await page.locator("#alert-chasse a").click();
  await page.waitForURL("/trek/lac-long/");
}));

test("a closure that is over does not hide a danger that is not", () => visit({}, async (page) => {
  await page.clock.setFixedTime("2027-06-01T12:00:00+02:00");
  await page.goto("/treks/");
  const marks = page.locator(".card", { has: page.locator('a[href="/trek/tour-du-lac-noir/"]') }).locator(".tag-alert");
  await marks.getByText("Fermé").waitFor({ state: "hidden" });
  assert.deepEqual(await marks.evaluateAll((all) => all.filter((mark) => mark.checkVisibility()).map((mark) => mark.textContent)), ["Danger"]);
}));

test("an alert that is not translated says in which language it is", () => visit({}, async (page) => {
  await page.clock.setFixedTime("2027-09-01T12:00:00+02:00");
  await page.goto("/en/treks/");
  const alert = page.locator("#alert-feu");
  assert.match(await alert.innerText(), /Danger · Feux interdits/);
  assert.equal(await alert.locator("h2 [lang]").getAttribute("lang"), "fr");
  for (const path of ["/en/treks/", "/alerts/", "/trek/balcon-de-valbrune/"]) {
    await page.goto(path);
    await page.evaluate(axe.source);
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      assert.deepEqual(await page.evaluate(async () => (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`)), [], path);
    }
  }
}));

for (const width of [390, 1280]) {
  test(`the mark of a closed stage hides no word of it, ${width} points wide`, () => visit({ viewport: { width, height: 900 } }, async (page) => {
    await page.goto("/trek/tour-des-trois-lacs/");
    const stage = page.locator(".stage", { has: page.locator('a[href="/trek/etape-2-lac-bleu-lac-noir/"]') });
    const mark = await stage.locator(".tag-alert").boundingBox();
    for (const other of await stage.locator("> :not(.tag-alert)").all()) {
      const box = await other.boundingBox();
      const apart = mark.x >= box.x + box.width || box.x >= mark.x + mark.width || mark.y >= box.y + box.height || box.y >= mark.y + mark.height;
      assert.ok(apart, `${JSON.stringify(mark)} over ${JSON.stringify(box)}: ${await other.innerText()}`);
    }
  }));
}
