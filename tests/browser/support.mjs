// What the tests need around them: sentier, a plain file server, the browser, and folders that go away.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, resolve, sep } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";

if (!process.env.SENTIER) throw new Error("SENTIER must be the path of the sentier binary, such as target/debug/sentier");
const SENTIER = resolve(process.env.SENTIER);
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** Milliseconds, against a hang only: however busy a machine is, no single step takes that long. */
const PATIENCE = 120_000;

// Photographs are encoded once for all tests, also those that run at the same time.
const CACHE = fileURLToPath(new URL("../../target/browser-cache", import.meta.url));

export const EXAMPLE = fileURLToPath(new URL("../../content-example", import.meta.url));

const ends = [];
const children = new Set();
const folders = new Set();

/** Stops and removes, last first, all that was started. */
export async function shutDown() {
  for (const end of ends.splice(0).reverse()) await end();
}

// When the tests are cut short, nothing stays behind either.
process.on("exit", () => {
  for (const child of children) child.kill("SIGKILL");
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(1));

export async function temporaryFolder() {
  const folder = await mkdtemp(join(tmpdir(), "sentier-browser-"));
  folders.add(folder);
  ends.push(async () => {
    await rm(folder, { recursive: true, force: true });
    folders.delete(folder);
  });
  return folder;
}

/** A copy of the example portal. */
export async function copyOfExample() {
  const folder = join(await temporaryFolder(), "portal");
  await cp(EXAMPLE, folder, { recursive: true });
  return folder;
}

/** A promise, and what keeps it. */
export function deferred() {
  let resolve;
  const promise = new Promise((done) => (resolve = done));
  return { promise, resolve };
}

/** Looks again and again until it is so. */
export async function until(what, isSo) {
  const end = Date.now() + PATIENCE;
  while (!(await isSo())) {
    assert.ok(Date.now() < end, `it never came: ${what}`);
    await setTimeout(20);
  }
}

/** Runs a program, which does not outlive the tests. */
export function start(program, words) {
  const child = spawn(program, words, { stdio: ["ignore", "pipe", "pipe"] });
  const said = { text: "" };
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (said.text += text));
  children.add(child);
  const exit = new Promise((done, fail) => {
    child.on("error", (error) => fail(new Error(`${program} does not start: ${error.message}`)));
    child.on("close", (code) => {
      children.delete(child);
      done(code);
    });
  });
  return { child, said, exit };
}

/** Builds a portal into a folder, and returns what was said. */
export async function build(dir, out, baseUrl, options = []) {
  const { said, exit } = start(SENTIER, ["build", dir, "--cache", CACHE, "--out", out, "--base-url", baseUrl, ...options]);
  assert.equal(await exit, 0, said.text);
  return said.text;
}

/** The address that a server says. It is stopped when the tests end. */
export async function originOf({ child, said, exit }, pattern) {
  ends.push(async () => {
    child.kill();
    await exit;
  });
  const address = new Promise((done) => {
    const look = () => {
      const found = said.text.match(pattern);
      if (found) done(found[1]);
    };
    for (const stream of [child.stdout, child.stderr]) stream.on("data", look);
  });
  const early = exit.then((code) => assert.fail(`${child.spawnfile} ended with code ${code}:\n${said.text}`));
  return Promise.race([address, early]);
}

/** Runs `sentier serve` on a free port, and returns the origin. */
export async function serve(dir) {
  return originOf(start(SENTIER, ["serve", dir, "--cache", CACHE, "--port", "0"]), /The site is at (http:\/\/\S+?)\/? /);
}

const TYPES = {
  ".css": "text/css",
  ".geojson": "application/geo+json",
  ".gpx": "application/gpx+xml",
  ".html": "text/html; charset=utf-8",
  ".jpg": "image/jpeg",
  ".js": "text/javascript",
  ".json": "application/json",
  ".kml": "application/vnd.google-earth.kml+xml",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".webm": "video/webm",
  ".webp": "image/webp",
  ".xml": "application/xml",
};

/** What web servers compress, when they are told to as docs/getting-started.md does. */
const TEXT = /^text\/|json$|xml$|javascript$/;
/** What never changes under its address, as the file `_headers` of a site says. */
const KEPT = /\/(assets\/([0-9a-f]+|maps)|media)\//;

/**
 * Serves a folder under a path, as a usual host does (compressed, with how long to keep it) that
 * sends `headers` too and is `latency` milliseconds away, and returns the origin.
 */
export async function serveFiles(folder, path, headers = {}, latency = 0) {
  const server = createServer(async (request, response) => {
    let file = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    if (file.endsWith("/")) file += "index.html";
    const answer = async (status, name) => {
      const bytes = await readFile(name);
      await setTimeout(latency);
      const type = TYPES[extname(name)] ?? "application/octet-stream";
      const small = /\bgzip\b/.test(request.headers["accept-encoding"]) && TEXT.test(type.split(";")[0]);
      response.writeHead(status, {
        "content-type": type,
        "cache-control": KEPT.test(file) ? "public, max-age=31536000, immutable" : "no-cache",
        ...(small && { "content-encoding": "gzip", vary: "accept-encoding" }),
        ...headers,
      }).end(small ? gzipSync(bytes) : bytes);
    };
    const name = resolve(folder, file.slice(path.length));
    try {
      assert.ok(file.startsWith(path) && name.startsWith(folder + sep));
      await answer(200, name);
    } catch {
      await answer(404, join(folder, "404.html"));
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  ends.push(() => new Promise((done) => {
    server.close(done);
    server.closeAllConnections();
  }));
  return `http://127.0.0.1:${server.address().port}`;
}

const ARGUMENTS = ["--disable-gpu", "--disable-quic", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])];

export async function launch() {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS, timeout: PATIENCE });
  ends.push(() => browser.close());
  return browser;
}

/** Starts a browser for a tool that brings its own driver, and returns the port of its protocol. */
export async function launchWithPort() {
  const profile = `--user-data-dir=${await temporaryFolder()}`;
  const words = ["--headless=new", "--remote-debugging-port=0", "--no-first-run", profile, ...ARGUMENTS, "about:blank"];
  return Number(await originOf(start(CHROMIUM, words), /DevTools listening on ws:\/\/[^/]+:(\d+)\//));
}

/**
 * Runs `body` with a new page of a new visitor; then fails when the console has complained, a
 * response has failed, or anything was asked of another site than `origin`. `accept` says which of
 * these problems the test provokes.
 */
export async function withPage(browser, origin, options, body) {
  const { accept = () => false, ...settings } = options;
  const context = await browser.newContext({ baseURL: origin, locale: "fr-FR", viewport: { width: 1280, height: 900 }, ...settings });
  context.setDefaultTimeout(PATIENCE);
  const problems = [];
  const note = (problem) => accept(problem) || problems.push(problem);
  context.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) note(`console: ${message.text()} (${message.location().url})`);
  });
  context.on("weberror", (error) => note(`script: ${error.error()}`));
  context.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith("http") && url.origin !== origin) note(`other site: ${url}`);
  });
  context.on("response", (response) => {
    if (response.status() >= 400) note(`answer ${response.status()}: ${response.url()}`);
  });
  // A page that one leaves gives up what it is loading; a download is no page.
  context.on("requestfailed", (request) => {
    const why = request.failure()?.errorText;
    if (why !== "net::ERR_ABORTED") note(`${why}: ${request.url()}`);
  });
  const clean = () => assert.deepEqual(problems, []);
  try {
    const page = await context.newPage();
    await body(page, clean);
    clean();
  } catch (error) {
    // The problems of the page often say why a wait was in vain.
    if (problems.length > 0) error.message += `\nProblems of the page:\n${problems.join("\n")}`;
    throw error;
  } finally {
    await context.close();
  }
}

/** Presses Tab until the focus is on what `selector` names. */
export async function tabTo(page, selector) {
  for (let presses = 0; presses < 100; presses++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((selector) => document.activeElement.matches(selector), selector)) return;
  }
  assert.fail(`Tab does not reach ${selector}`);
}

/** Once the page has painted what it was told, and has nothing else to do. */
export function settled(page) {
  return page.evaluate(async () => {
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
    await new Promise(requestIdleCallback);
  });
}

/** Once the live map has zoomed, and has or lacks each of its tiles. */
export async function mapSettled(page) {
  await settled(page);
  await page.waitForFunction(() => !document.querySelector(".leaflet-zoom-anim") && [...document.querySelectorAll("img.leaflet-tile")].every((tile) => tile.complete));
}

/** The red, green and blue of a computed colour, from 0 to 1. */
export function colour(page, selector, property) {
  return page.locator(selector).first().evaluate((element, property) => {
    const canvas = new OffscreenCanvas(1, 1).getContext("2d");
    canvas.fillStyle = getComputedStyle(element)[property];
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data.slice(0, 3)].map((value) => value / 255);
  }, property);
}
