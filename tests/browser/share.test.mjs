// Passing pages on, and events that are over.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import * as support from "./support.mjs";

const ADDRESS = "https://example.org/trek/lac-long/";

let browser, origin, built;

before(async () => {
  built = join(await support.temporaryFolder(), "site");
  await support.build(support.EXAMPLE, built, "https://example.org/");
  browser = await support.launch();
  origin = await support.serveFiles(built, "/");
});
after(support.shutDown);

const visit = (options, body) => support.withPage(browser, origin, options, body);

test("an address is copied, and the page says so", () => visit({ permissions: ["clipboard-read", "clipboard-write"] }, async (page) => {
  await page.goto("/trek/lac-long/");
  await page.locator(".share summary").click();
  // This browser has no application to share with.
  assert.equal(await page.evaluate(() => "share" in navigator), false);
  assert.equal(await page.locator("[data-share]:visible").count(), 0);
  await page.getByRole("button", { name: "Copier l’adresse" }).click();
  await page.getByRole("status").getByText("Adresse copiée").waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), ADDRESS);
  const code = page.getByRole("img", { name: "Code QR de l’adresse de cette page" });
  const box = await code.boundingBox();
  assert.ok(box.width > 100 && box.width === box.height, JSON.stringify(box));
}));

test("a page is passed on by the sharing of the device", () => visit({}, async (page) => {
  await page.addInitScript(() => (navigator.share = async (data) => (window.shared ??= []).push(data)));
  await page.goto("/trek/lac-long/");
  const title = await page.title();
  await page.locator(".share summary").click();
  const ways = page.locator("[data-share]:visible");
  await ways.last().waitFor();
  const count = await ways.count();
  assert.ok(count >= 1);
  for (let i = 0; i < count; i++) await ways.nth(i).click();
  const shared = await page.evaluate(() => window.shared);
  assert.deepEqual(shared, Array(count).fill({ title, url: `${origin}/trek/lac-long/` }));
}));

test("without JavaScript there are the address, the code and a letter", () => visit({ javaScriptEnabled: false }, async (page) => {
  for (const path of ["/trek/lac-long/", "/poi/lac-noir/", "/service/refuge-du-lac-bleu/", "/event/foire-d-automne/", "/information/venir/", "/structure/parc-de-valbrune/"]) {
    await page.goto(path);
    await page.locator(".share summary").click();
    assert.equal(await page.locator(".share-address").innerText(), `https://example.org${path}`);
    assert.equal(await page.locator(".share .qr").count(), /trek|poi/.test(path) ? 1 : 0, path);
    const letter = new URL(await page.locator(".share a").getAttribute("href"));
    assert.equal(letter.protocol, "mailto:");
    assert.equal(letter.searchParams.get("body"), `https://example.org${path}`);
    assert.equal(letter.searchParams.get("subject"), await page.locator("h1").innerText());
    assert.deepEqual(await page.locator("[data-share], [data-copy]").evaluateAll((ways) => ways.filter((way) => !way.hidden).length), 0);
  }
}));

test("an event is for the calendar", () => visit({}, async (page) => {
  await page.clock.setFixedTime("2027-06-01T12:00:00");
  await page.goto("/event/fete-de-la-transhumance/");
  const link = page.getByRole("link", { name: "Ajouter à mon agenda" });
  assert.equal(await link.getAttribute("type"), "text/calendar");
  const file = await readFile(join(built, await link.getAttribute("href")), "utf8");
  assert.match(file, /^BEGIN:VCALENDAR\r\n/);
  assert.match(file, /\r\nUID:event-fete-de-la-transhumance@example\.org\r\n/);
  assert.match(file, /\r\nDTSTART;VALUE=DATE:20270612\r\nDTEND;VALUE=DATE:20270614\r\n/);
}));

for (const [day, over] of [["2026-10-18", false], ["2026-10-19", true]]) {
  test(`a fair that ends on 18 October, ${day}`, () => visit({ timezoneId: "Europe/Paris" }, async (page) => {
    await page.clock.setFixedTime(`${day}T00:30:00+02:00`);
    await page.goto("/event/foire-d-automne/");
    const shown = (is) => ({ state: is ? "visible" : "hidden" });
    await page.locator("[data-past]").waitFor(shown(over));
    await page.locator("[data-until]").waitFor(shown(!over));
    await page.goto("/");
    // The home page has the next events.
    await page.locator(".place", { hasText: "Foire" }).waitFor(shown(!over));
    assert.equal(await page.locator(".place", { hasText: "Trail" }).locator("[data-past]").isVisible(), false);
  }));
}

test("without JavaScript no event is over", () => visit({ javaScriptEnabled: false }, async (page) => {
  await page.goto("/event/foire-d-automne/");
  assert.equal(await page.locator("[data-past]").isVisible(), false);
  assert.equal(await page.locator("[data-until]").isVisible(), true);
}));

const offline = (problem) => /ERR_INTERNET_DISCONNECTED/.test(problem);

test("a page says that there is no network, and when there is one again", () => visit({ accept: offline }, async (page) => {
  await page.goto("/trek/lac-long/");
  const notice = page.locator("[data-offline]");
  assert.equal(await notice.innerText(), "");
  await page.evaluate(() => scrollTo(0, 1500));
  await page.context().setOffline(true);
  await page.getByText("Pas de réseau.").waitFor();
  assert.ok((await notice.boundingBox()).y >= 0, "it is in view");
  await page.context().setOffline(false);
  await page.getByText("Pas de réseau.").waitFor({ state: "detached" });
}));
