// Pictograms of a Geotrek-admin: one sprite, which the browser draws in the colour of the text.

import assert from "node:assert/strict";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, before, test } from "node:test";
import * as support from "./support.mjs";

const XMLNS = 'xmlns="http://www.w3.org/2000/svg"';
const BLACK = `<svg ${XMLNS} viewBox="0 0 8 8"><script>alert(1)</script><defs><path id="a" d="M0 0h8v4H0z"/></defs><use href="#a"/><use href="#a" y="4"/></svg>`;
const TWO = `<svg ${XMLNS} viewBox="0 0 8 8"><style>.a{fill:#e53935}</style><path class="a" d="M0 0h8v8H0z"/><path fill="#00f" d="M0 0h1v1z"/></svg>`;
const TREK = {
  id: 1, name: { fr: "Le lac" }, published: { fr: true }, update_datetime: "2026-05-12T10:00:00Z", practice: 1, difficulty: 1, children: [],
  geometry: { type: "LineString", coordinates: [[6.1, 45.1, 1200], [6.1, 45.11, 1300]] },
};
const LISTS = {
  trek: TREK,
  trek_practice: { id: 1, name: { fr: "À pied" }, pictogram: "/media/black.svg" },
  trek_difficulty: { id: 1, label: { fr: "Facile" }, pictogram: "/media/two.svg" },
};

let browser, origin, out;

before(async () => {
  const admin = createServer((request, response) => {
    const answer = answerTo(new URL(request.url, "http://localhost").pathname);
    response.writeHead(answer ? 200 : 404).end(answer);
  });
  await new Promise((done) => admin.listen(0, "127.0.0.1", done));
  const portal = join(await support.temporaryFolder(), "portal");
  out = join(portal, "public");
  await mkdir(portal);
  const source = `[[sources]]\nkind = "geotrek"\nurl = "http://127.0.0.1:${admin.address().port}"\n`;
  await writeFile(join(portal, "site.toml"), `title = "Vallées"\nbase_url = "https://example.org"\nlanguages = ["fr"]\n${source}`);
  await support.build(portal, out, "https://example.org/");
  admin.close();
  admin.closeAllConnections();
  browser = await support.launch();
  origin = await support.serveFiles(out, "/");
});
after(support.shutDown);

function answerTo(path) {
  if (path === "/api/v2/version") return '{"version":"2.126.1"}';
  if (path === "/media/black.svg") return BLACK;
  if (path === "/media/two.svg") return TWO;
  const [, name, id] = path.match(/^\/api\/v2\/(\w+)\/(\d*)/) ?? [];
  if (!LISTS[name]) return null;
  return JSON.stringify(id ? LISTS[name] : { count: 1, next: null, previous: null, results: [LISTS[name]] });
}

for (const colorScheme of ["light", "dark"]) {
  test(`a practice has the colour of its text, and a difficulty its own, ${colorScheme}`, () => support.withPage(browser, origin, { colorScheme }, async (page) => {
    await page.goto("/treks/");
    const tag = page.locator(".card .tag");
    const text = await tag.evaluate((element) => getComputedStyle(element).color);
    assert.deepEqual(await middle(page, tag.locator(".pictogram")), await painted(page, text));
    assert.deepEqual(await middle(page, page.locator(".card .facts-short .pictogram")), [0xe5, 0x39, 0x35]);
  }));
}

test("the sprite is one file", async () => {
  const drawings = (await readdir(join(out, "media"))).filter((name) => name.endsWith(".svg"));
  assert.equal(drawings.length, 1, `${drawings}`);
  assert.match(drawings[0], /^pictograms-[0-9a-f]+\.svg$/);
});

/** The colour in the middle of an element, as it is on the screen. */
async function middle(page, locator) {
  await locator.scrollIntoViewIfNeeded();
  const png = (await locator.screenshot()).toString("base64");
  return page.evaluate(async (png) => {
    const image = new Image();
    image.src = `data:image/png;base64,${png}`;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
    canvas.drawImage(image, 0, 0);
    return [...canvas.getImageData(image.width / 2, image.height / 2, 1, 1).data.slice(0, 3)];
  }, png);
}

/** Red, green and blue of a colour of CSS. */
function painted(page, color) {
  return page.evaluate((color) => {
    const canvas = new OffscreenCanvas(1, 1).getContext("2d");
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data.slice(0, 3)];
  }, color);
}
