// Problems that visitors report: to a small Geotrek-admin, which other sites may ask as the real one
// must allow it, and by e-mail.

import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import * as support from "./support.mjs";

const TREK = {
  id: 7, name: { fr: "Le lac", en: "The lake" }, published: { fr: true, en: true }, update_datetime: "2026-05-12T10:00:00Z", children: [],
  geometry: { type: "LineString", coordinates: [[6.1, 45.1, 1200], [6.1, 45.11, 1300]] },
};
const labels = (fr, en) => ({ fr, en });
const LISTS = {
  trek: [TREK],
  feedback_category: [{ id: 2, label: labels("Balisage", "Signs") }, { id: 3, label: labels("Incident", "Incident") }],
  feedback_activity: [{ id: 1, label: labels("À pied", "On foot") }],
  feedback_magnitude: [{ id: 5, label: labels("Passage difficile", null) }],
};
const FRENCH = "/trek/7-le-lac/";
const ENGLISH = "/en/trek/7-le-lac/";

let browser, server, admin, portal, mailing;
// What the admin was sent, and how it answers.
let received, answer;

before(async () => {
  server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    // Other sites may read what it says.
    response.setHeader("access-control-allow-origin", "*");
    if (request.method === "POST" && pathname === "/api/v2/feedback_report/") {
      // Fields as a server reads them, by the parser of Node.js.
      const web = new Request("http://localhost/", { method: "POST", headers: { "content-type": request.headers["content-type"] }, body: request, duplex: "half" });
      received.push({ form: await web.formData(), cookie: request.headers.cookie });
      await answer(response);
      return;
    }
    const [, name, id] = pathname.match(/^\/api\/v2\/(\w+)\/(\d*)/) ?? [];
    const version = pathname === "/api/v2/version" && { version: "2.126.1" };
    const results = LISTS[name];
    const found = version || (results && (id ? results[0] : { count: results.length, next: null, previous: null, results }));
    response.writeHead(found ? 200 : 404).end(found && JSON.stringify(found));
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  admin = `http://127.0.0.1:${server.address().port}`;
  portal = await site('[report]\nserver = true\nemail = "paths@example.org"\n');
  mailing = await site('[report]\nemail = "paths@example.org"\n');
  browser = await support.launch();
});
after(async () => {
  await support.shutDown();
  server.close();
  server.closeAllConnections();
});

beforeEach(() => {
  received = [];
  answer = (response) => response.writeHead(201, { "content-type": "application/json" }).end('{"id":1}');
});

/** Builds a portal of the admin with these settings, and serves it. */
async function site(settings) {
  const folder = join(await support.temporaryFolder(), "portal");
  await mkdir(folder);
  const top = 'title = "Vallées"\nbase_url = "http://localhost"\nlanguages = ["fr", "en"]\n[map]\ntiles = ""\n';
  await writeFile(join(folder, "site.toml"), `${top}${settings}[[sources]]\nurl = "${admin}"\n`);
  await support.build(folder, join(folder, "public"), "http://localhost/");
  return support.serveFiles(join(folder, "public"), "/");
}

/** A visitor of the portal, whose browser may ask the admin. */
const visit = (options, body) => support.withPage(browser, portal, {
  ...options,
  accept: (problem) => problem === `other site: ${admin}/api/v2/version` || problem === `other site: ${admin}/api/v2/feedback_report/` || options.accept?.(problem),
}, body);

/** Opens the form by the keyboard. */
async function openForm(page, path = FRENCH) {
  await page.goto(path);
  await page.locator(".report summary").waitFor();
  await support.tabTo(page, ".report summary");
  await page.keyboard.press("Enter");
}

/** Fills the needed fields by the keyboard, and returns with the focus on the button that sends. */
async function fill(page, text = "Le pont est cassé.") {
  await support.tabTo(page, "#report-comment");
  await page.keyboard.type(text);
  await support.tabTo(page, "#report-email");
  await page.keyboard.type("marie@example.org");
  await support.tabTo(page, ".report [type=submit]");
}

test("a report is written by the keyboard, and sent once", () => visit({}, async (page) => {
  await openForm(page);
  await support.tabTo(page, "#report-comment");
  await page.keyboard.type("Le pont est cassé & l’eau monte.");
  for (const [name, times] of [["category", 2], ["problem_magnitude", 1], ["activity", 1]]) {
    await support.tabTo(page, `#report-${name}`);
    for (let time = 0; time < times; time++) await page.keyboard.press("ArrowDown");
  }
  await support.tabTo(page, "#report-latitude");
  await page.keyboard.press("Control+A");
  await page.keyboard.type("45,105");
  await support.tabTo(page, "#report-email");
  await page.keyboard.type("marie@example.org");
  await support.tabTo(page, ".report [type=submit]");
  // The admin takes its time: the second Enter must come to nothing.
  const [reached, release] = [support.deferred(), support.deferred()];
  answer = async (response) => {
    reached.resolve();
    await release.promise;
    response.writeHead(201).end("{}");
  };
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await page.locator("[data-status]").getByText("Envoi du signalement").waitFor();
  assert.ok(await page.locator(".report [type=submit]").isDisabled());
  await reached.promise;
  await page.locator(".report form").evaluate((form) => form.requestSubmit());
  release.resolve();
  await page.locator("[data-done]").getByText("Merci").waitFor();
  assert.ok(await page.locator("[data-done]").evaluate((done) => done === document.activeElement));

  assert.equal(received.length, 1);
  assert.deepEqual([...received[0].form], [
    ["email", "marie@example.org"],
    ["comment", "Le pont est cassé & l’eau monte."],
    ["category", "3"],
    ["activity", "1"],
    ["problem_magnitude", "5"],
    ["related_trek", "7"],
    ["geom", '{"type":"Point","coordinates":[6.1,45.105]}'],
  ]);
  assert.equal(received[0].cookie, undefined);
}));

test("the same report is not sent again, after a reload neither", () => visit({}, async (page) => {
  for (let time = 0; time < 2; time++) {
    await openForm(page);
    await fill(page);
    await page.keyboard.press("Enter");
    await page.locator("[data-done]").waitFor();
  }
  assert.equal(received.length, 1);
  await openForm(page);
  await fill(page, "Un arbre est tombé.");
  await page.keyboard.press("Enter");
  await page.locator("[data-done]").waitFor();
  assert.equal(received.length, 2);
}));

test("two pages that send the same report at once send it once", () => visit({}, async (page) => {
  const other = await page.context().newPage();
  for (const each of [page, other]) {
    await openForm(each);
    await fill(each);
  }
  const sending = Promise.all([page, other].map((each) => each.locator("[data-status]").getByText("Envoi du signalement").waitFor()));
  answer = async (response) => {
    await sending;
    response.writeHead(201).end("{}");
  };
  await Promise.all([page, other].map((each) => each.keyboard.press("Enter")));
  await Promise.all([page, other].map((each) => each.locator("[data-done]").waitFor()));
  assert.equal(received.length, 1);
}));

test("what is missing or wrong is said at its field, and the focus goes to the first", () => visit({}, async (page) => {
  await openForm(page, ENGLISH);
  await page.locator("#report-latitude").fill("north");
  await page.locator("#report-email").fill("marie");
  await page.keyboard.press("Enter");
  for (const [name, text] of [["comment", "Please fill in this field."], ["latitude", "a number of degrees, from -90 to 90"], ["email", "an address like"]]) {
    const field = page.locator(`#report-${name}`);
    assert.equal(await field.getAttribute("aria-invalid"), "true");
    const described = (await field.getAttribute("aria-describedby")).split(" ").at(-1);
    assert.match(await page.locator(`#${described}`).textContent(), new RegExp(text));
  }
  assert.ok(await page.locator("#report-comment").evaluate((field) => field === document.activeElement));
  // A word that the server does not have in the language of the page is not offered.
  assert.deepEqual(await page.locator("#report-category option").allTextContents(), ["No answer", "Signs", "Incident"]);
  assert.equal(await page.locator("#report-problem_magnitude").count(), 0);
  await page.locator("#report-comment").fill("The bridge is broken.");
  await page.locator("#report-latitude").fill("");
  await page.locator("#report-longitude").fill("");
  await page.locator("#report-email").fill("marie@example.org");
  await page.keyboard.press("Enter");
  await page.locator("[data-done]").waitFor();
  assert.ok(!received[0].form.has("geom"));
}));

test("a server that fails costs nothing: the report is kept, offered after a reload, and sent", () => {
  const accept = (problem) => problem.includes("500");
  return visit({ accept }, async (page) => {
    answer = (response) => response.writeHead(500).end("<h1>Server Error</h1>");
    await openForm(page);
    await page.locator("#report-pictures").setInputFiles([await picture(page, 40, 30)]);
    await page.locator(".report-pictures li").waitFor();
    await fill(page);
    await page.keyboard.press("Enter");
    const box = page.locator("[data-outbox]");
    await box.getByText("Un signalement n’a pas été envoyé").waitFor();
    assert.ok(await box.evaluate((box) => box === document.activeElement));

    // On any page of the site.
    await page.goto("/treks/");
    await box.getByText("Le lac – Le pont est cassé.").waitFor();
    await support.tabTo(page, "[data-outbox] button");
    await page.keyboard.press("Enter");
    await box.getByText("L’envoi n’a pas encore réussi").waitFor();
    answer = (response) => response.writeHead(201).end("{}");
    await box.getByRole("button", { name: "Envoyer" }).click();
    await box.getByText("Le signalement est envoyé").waitFor();
    assert.equal(received.length, 3);
    const { form } = received[2];
    assert.equal(form.get("comment"), "Le pont est cassé.");
    assert.equal(form.get("picture1").type, "image/jpeg");

    await page.reload();
    await page.waitForLoadState("networkidle");
    assert.ok(await box.isHidden());
    assert.equal(await page.evaluate(() => localStorage.length), 0);
  });
});

test("without a network the report is kept, and may be deleted", () => {
  const accept = (problem) => problem.includes("ERR_INTERNET_DISCONNECTED");
  return visit({ accept }, async (page) => {
    await openForm(page, ENGLISH);
    await fill(page, "A tree has fallen.");
    await page.context().setOffline(true);
    await page.keyboard.press("Enter");
    const box = page.locator("[data-outbox]");
    await box.getByText("A report has not been sent").waitFor();
    assert.ok(await box.locator("[data-doubtful]").isHidden(), "nothing has left the device");
    await page.context().setOffline(false);
    assert.equal(received.length, 0);
    await box.getByRole("button", { name: "Delete" }).click();
    await box.getByText("The report has been deleted.").waitFor();
    await page.reload();
    await page.waitForLoadState("networkidle");
    assert.ok(await box.isHidden());
  });
});

test("a connection that breaks on the way is said to be doubtful", () => {
  const accept = (problem) => /ERR_(EMPTY_RESPONSE|CONNECTION_RESET|CONNECTION_CLOSED)/.test(problem);
  return visit({ accept }, async (page) => {
    answer = (response) => response.destroy();
    await openForm(page);
    await fill(page);
    await page.keyboard.press("Enter");
    await page.getByText("il est peut-être arrivé").waitFor();
  });
});

test("what the server does not accept stays in the form", () => {
  const accept = (problem) => problem.includes("400");
  return visit({ accept }, async (page) => {
    answer = (response) => response.writeHead(400).end('{"email":["Saisissez une adresse."],"geom":["Non."]}');
    await openForm(page);
    await fill(page);
    await page.keyboard.press("Enter");
    await page.locator("[data-status]").getByText("n’a pas été accepté").waitFor();
    assert.equal(await page.locator("#report-email-error").textContent(), "Ceci n’a pas été accepté.");
    assert.ok(await page.locator("#report-latitude").evaluate((field) => field === document.activeElement));
    assert.equal(await page.locator("#report-comment").inputValue(), "Le pont est cassé.");
  });
});

test("three photographs at most, made smaller, without what is noted inside", () => visit({}, async (page) => {
  await openForm(page);
  const input = page.locator("#report-pictures");
  const big = await picture(page, 2400, 1200);
  // A place, as a camera notes it.
  const noted = Buffer.concat([big.buffer.subarray(0, 2), Buffer.from([0xff, 0xe1, 0, 22]), Buffer.from("Exif\0\0GPS 45.1,6.1  "), big.buffer.subarray(2)]);
  await input.setInputFiles([{ ...big, buffer: noted }, { name: "notes.png", mimeType: "image/png", buffer: Buffer.from("no picture") }]);
  await page.getByText("notes.png: votre navigateur ne peut pas lire").waitFor();
  await input.setInputFiles([await picture(page, 10, 20), await picture(page, 20, 20), await picture(page, 30, 20)]);
  await page.getByText("Trois photos au plus.", { exact: true }).waitFor();
  const rows = page.locator(".report-pictures li");
  assert.equal(await rows.count(), 3);
  assert.match(await rows.first().textContent(), /^\d+\sko/);
  await rows.nth(1).getByRole("button", { name: "Retirer" }).click();
  assert.equal(await rows.count(), 2);
  await fill(page);
  await page.keyboard.press("Enter");
  await page.locator("[data-done]").waitFor();

  const files = [...received[0].form].filter(([, value]) => typeof value !== "string");
  assert.deepEqual(files.map(([name, file]) => [name, file.name]), [["picture1", "picture-1.jpg"], ["picture2", "picture-2.jpg"]]);
  const sent = Buffer.from(await files[0][1].arrayBuffer());
  assert.ok(!sent.includes("GPS"));
  assert.deepEqual(await size(page, sent), [1600, 800]);
}));

test("the place is that of the device, or one that is clicked on the map", () => {
  const options = { geolocation: { latitude: 45.123456, longitude: 6.2 }, permissions: ["geolocation"] };
  return visit(options, async (page) => {
    await openForm(page);
    assert.deepEqual(await written(page), ["45.10000", "6.10000"]);
    await page.locator("[data-here]").click();
    await page.locator("[data-status]").getByText("Votre position est remplie.").waitFor();
    assert.deepEqual(await written(page), ["45.12346", "6.20000"]);

    await page.locator("[data-pick]").click();
    await page.locator("[data-hint]").getByText("Touchez sur la carte").waitFor();
    // A line that runs straight to the north has no width.
    await page.locator(".map-live path.map-line").waitFor({ state: "attached" });
    await page.locator(".map-live").click({ position: { x: 40, y: 160 } });
    assert.ok(await page.locator("#report-latitude").evaluate((field) => field === document.activeElement));
    const [latitude, longitude] = (await written(page)).map(Number);
    assert.ok(latitude > 45.09 && latitude < 45.12 && longitude > 6.05 && longitude < 6.1, `${latitude} ${longitude}`);
    assert.equal(await page.locator(".map-live .map-dot").count(), 1);
    assert.ok(await page.locator("[data-hint]").isHidden());
  });
});

test("without an admin, the form writes an e-mail with the same content", () => support.withPage(browser, mailing, {}, async (page) => {
  await openForm(page);
  assert.equal(await page.locator("#report-email, #report-pictures").count(), 0);
  await page.locator("#report-comment").fill("Le pont est cassé & l’eau monte.");
  await page.locator("#report-category").selectOption("3");
  const session = await page.context().newCDPSession(page);
  const navigation = new Promise((done) => session.on("Page.frameRequestedNavigation", ({ url }) => done(url)));
  await session.send("Page.enable");
  await page.locator(".report [type=submit]").click();
  const url = new URL(await navigation);
  assert.equal(url.pathname, "paths@example.org");
  assert.equal(url.searchParams.get("subject"), "Le lac – Vallées");
  const body = url.searchParams.get("body");
  for (const part of ["http://localhost/trek/7-le-lac/", "Que se passe-t-il ?\r\nLe pont est cassé & l’eau monte.", "De quoi s’agit-il ?\r\nIncident", "Latitude\r\n45.10000"]) {
    assert.ok(body.includes(part), body);
  }
}));

for (const [name, origin] of [["with an admin", () => portal], ["without one", () => mailing]]) {
  test(`without JavaScript there is an e-mail that says where one is, ${name}`, () => support.withPage(browser, origin(), { javaScriptEnabled: false }, async (page) => {
    await page.goto(FRENCH);
    assert.equal(await page.locator(".report form").isVisible(), false);
    const link = page.locator(".report a");
    const url = new URL(await link.getAttribute("href"));
    assert.equal(`${url.protocol}${url.pathname}`, "mailto:paths@example.org");
    assert.ok(url.searchParams.get("body").includes("http://localhost/trek/7-le-lac/"));
  }));
}

/** A JPEG of this size. */
async function picture(page, width, height) {
  const data = await page.evaluate(([width, height]) => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [width, height];
    canvas.getContext("2d").fillRect(1, 1, 5, 5);
    return canvas.toDataURL("image/jpeg").split(",")[1];
  }, [width, height]);
  return { name: `${width}.jpg`, mimeType: "image/jpeg", buffer: Buffer.from(data, "base64") };
}

function size(page, jpeg) {
  return page.evaluate(async (data) => {
    const image = new Image();
    image.src = `data:image/jpeg;base64,${data}`;
    await image.decode();
    return [image.naturalWidth, image.naturalHeight];
  }, jpeg.toString("base64"));
}

function written(page) {
  return page.locator("#report-latitude, #report-longitude").evaluateAll((fields) => fields.map((field) => field.value));
}
