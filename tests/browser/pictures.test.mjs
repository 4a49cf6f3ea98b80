// Photographs of all kinds: what is published of each is the original, in the eyes of another
// decoder, that of the browser.

import assert from "node:assert/strict";
import { copyFile, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { basename, extname, join, relative } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import * as support from "./support.mjs";

const IMAGES = fileURLToPath(new URL("../../../shared/data/images", import.meta.url));
const SKIP = existsSync(IMAGES) ? false : `${IMAGES} is not there`;
if (SKIP) console.error(`\n!! NO PICTURE IS COMPARED WITH ITS ORIGINAL: ${SKIP}\n`);

/** Pictures are compared as means of cells: so many in a row, at least two pixels wide each. */
const CELLS = 160;
/** Tiny ones, smaller than this, are patterns whose colours change with every pixel: cells of 16. */
const TINY = 64;
/** The mean absolute difference that is still the same picture, as a part of the range. */
const SAME = 0.02;
/** Where more is fair: the shorter side is less than so many pixels, or the name is this. */
const FAIR = [
  { below: 10, most: 0.18, why: "JPEG and WebP work in blocks of 8 and 16 pixels, which are larger than the picture" },
  { below: TINY, most: 0.05, why: "JPEG and WebP keep colours for each second pixel only, and these change with every pixel" },
  { name: "multi-color.webp", most: 0.04, why: "the same: noise of full colours" },
  { name: "simple-rgb.webp", most: 0.03, why: "the same: noise of full colours, at 100 pixels" },
];
/** What takes too much memory is left out too, whole as it is: 20,000 × 14,000 pixels. */
const TOO_LARGE = ["sharp__test__fixtures__giant-image.jpg"];
/** How far a side may be from its ratio, in pixels of the variant: both sides are rounded. */
const ROUNDED = 1.01;

/** So many POIs of a trek have a photograph on its page. */
const WHOLE = 3;
const track = (lon) => `<gpx><trk><name>Lac</name><trkseg><trkpt lat="45.1" lon="${lon}"><ele>1</ele></trkpt><trkpt lat="45.11" lon="${lon}"><ele>2</ele></trkpt></trkseg></trk></gpx>`;
const CUTS = { card: 3 / 2, social: 1200 / 630 };
/** Tags of EXIF: the author and the copyright, which `credits` keeps; and the way to the position. */
const [ARTIST, COPYRIGHT, GPS] = [0x013b, 0x8298, 0x8825];

let browser;
if (!SKIP) before(async () => (browser = await support.launch()));
after(support.shutDown);

describe("pictures beside their originals", { skip: SKIP }, () => {
  const site = portalOf(() => true, "");

  test("nothing panics, whatever the file", () => {
    assert.ok(site.originals.length > 200, `${site.originals.length} files`);
    assert.equal(site.said, "");
  });

  test("what has no picture has a warning that names it, and what has one has none", () => {
    const wrong = site.originals.filter(({ whole, warnings }) => (whole.length === 0) !== (warnings.length > 0));
    assert.deepEqual(wrong.map(({ name }) => name), []);
  });

  test("no warning says the same twice", () => {
    const twice = site.originals.flatMap(({ warnings }) => warnings).filter(({ problem }) => /([^:()]{8,}): \1/.test(problem));
    assert.deepEqual(twice, []);
  });

  test("what is left out cannot be decoded by the browser either", () => support.withPage(browser, site.origin, {}, async (page) => {
    await page.goto("/site/404.html");
    const known = /\.(jpe?g|png|webp|gif)$/;
    const left = site.originals.filter(({ name, whole }) => !whole.length && known.test(name) && !TOO_LARGE.includes(basename(name)));
    assert.ok(left.length > 10, `${left.length} left out`);
    const decoded = await page.evaluate(async (urls) => {
      const answers = urls.map(async (url) => createImageBitmap(await (await fetch(url)).blob()).then(() => url, () => null));
      return (await Promise.all(answers)).filter(Boolean);
    }, left.map(({ url }) => url));
    assert.deepEqual(decoded, []);
  }));

  test("each has a page, a card and a cut for social networks", () => {
    const shown = site.originals.filter(({ whole }) => whole.length);
    assert.ok(shown.length > 150, `${shown.length} pictures`);
    assert.deepEqual(shown.filter(({ card, social }) => !card.length || social.length !== 1).map(({ name }) => name), []);
  });

  test("what is published is the original", () => assertSame(site));

  test("nothing that was noted inside stays", async () => {
    const noted = await Promise.all(site.originals.map(({ file }) => notes(file)));
    assert.ok(noted.flat().filter(({ tags }) => tags.has(GPS)).length >= 4, "the originals have positions");
    const kept = await Promise.all(site.originals.flatMap(all).map(async (path) => ({ path, notes: await notes(join(site.folder, path)) })));
    assert.deepEqual(kept.filter(({ notes }) => notes.length), []);
  });
});

describe("pictures as AVIF, with what is noted of their authors", { skip: SKIP }, () => {
  const some = /gps_exif|Landscape_[36]|kodak__13|lossy_alpha|tbbn2c16|exif2c08|exif-xmp/;
  const site = portalOf((path) => some.test(path), "[pictures]\navif = true\ncredits = true\nwidths = [300]\ncard = { widths = [300], ratio = [3, 2] }\n");

  test("what is published is the original", () => {
    assert.ok(site.originals.every(({ whole }) => whole.some((path) => path.endsWith(".avif"))));
    return assertSame(site);
  });

  test("only author and copyright stay", async () => {
    const kept = await Promise.all(site.originals.flatMap(all).map((path) => notes(join(site.folder, path))));
    const tags = kept.flat().flatMap(({ tags }) => [...tags]);
    assert.ok(tags.length > 0, "some photographs have an author");
    assert.deepEqual(tags.filter((tag) => ![ARTIST, COPYRIGHT].includes(tag)), []);
    assert.ok(kept.flat().every(({ kind }) => kind === "EXIF"));
  });
});

/** Builds a portal with one POI for each file of which `wanted` says so, and a trek for three of them. */
function portalOf(wanted, settings) {
  const site = {};
  before(async () => {
    site.folder = await support.temporaryFolder();
    site.originals = await writePortal(join(site.folder, "portal"), wanted, settings);
    const report = join(site.folder, "report.json");
    site.said = await support.build(join(site.folder, "portal"), join(site.folder, "site"), "https://example.org/site/", ["--quiet", "--report", report]);
    await found(site, JSON.parse(await readFile(report, "utf8")));
    site.origin = await support.serveFiles(site.folder, "/");
  });
  return site;
}

async function writePortal(portal, wanted, settings) {
  await mkdir(portal);
  await writeFile(join(portal, "site.toml"), `title = "Rando"\nbase_url = "https://example.org"\nlanguages = ["fr"]\n${settings}`);
  const files = (await readdir(IMAGES, { recursive: true, withFileTypes: true })).filter((file) => file.isFile());
  const paths = files.map((file) => join(file.parentPath, file.name)).filter(wanted).sort();
  return Promise.all(paths.map(async (path, number) => {
    const place = `photo-${number}`;
    const poi = join(portal, "pois", place);
    await mkdir(poi, { recursive: true });
    const group = Math.floor(number / WHOLE);
    const lon = (6 + group / 50).toFixed(2);
    await writeFile(join(poi, "index.fr.md"), `+++\nname = "Photo ${number}"\nposition = [${lon}, 45.1]\n+++\n`);
    if (number % WHOLE === 0) {
      const trek = join(portal, "treks", `lac-${group}`);
      await mkdir(trek, { recursive: true });
      await writeFile(join(trek, "track.gpx"), track(lon));
    }
    await copyFile(path, join(poi, basename(path)));
    return { name: relative(IMAGES, path), place, file: join(poi, basename(path)), url: `/portal/pois/${place}/${encodeURIComponent(basename(path))}` };
  }));
}

/** Finds for each original its warnings, and where the pages show it. */
async function found({ folder, originals }, { warnings }) {
  const read = (path) => readFile(join(folder, "site", path, "index.html"), "utf8");
  const treks = await Promise.all((await readdir(join(folder, "site", "trek"))).map((trek) => read(`trek/${trek}`)));
  const cards = treks.flatMap((html) => html.split('<li><span class="along-distance">').slice(1));
  for (const original of originals) {
    original.warnings = warnings.filter(({ item }) => item === relative(join(folder, "portal"), original.file));
    const page = await read(`poi/${original.place}`);
    original.whole = addresses(page.match(/<picture>.*?<\/picture>/s)?.[0]);
    original.card = addresses(cards.find((card) => card.includes(`/poi/${original.place}/"`)));
    original.social = addresses(page.match(/property="og:image" content="[^"]*"/)?.[0]);
  }
}

function addresses(html = "") {
  return [...new Set(html.match(/site\/media\/[\w-]+\.(webp|avif|jpg)/g))];
}

function all({ whole, card, social }) {
  return [...whole, ...card, ...social];
}

/** Fails when a variant is not what it should be, and prints those that differ most. */
async function assertSame({ originals, origin }) {
  const rows = [];
  await support.withPage(browser, origin, {}, async (page) => {
    await page.goto("/site/404.html");
    for (const original of originals.filter(({ whole }) => whole.length)) {
      rows.push(...await page.evaluate(compare, { ...original, cuts: CUTS, cells: CELLS, tiny: TINY, rounded: ROUNDED }));
    }
  });
  rows.sort((a, b) => b.difference - most(b) - (a.difference - most(a)));
  const line = ({ difference, kind, size, name }) => `${(difference * 100).toFixed(2).padStart(6)} %  ${kind.padEnd(11)} ${size.join("×").padEnd(10)} ${name}`;
  console.error(`The variants that differ most from what is fair, of ${rows.length}:\n${rows.slice(0, 12).map(line).join("\n")}`);
  const told = rows.filter((row) => row.problem || row.difference > most(row)).map((row) => `${line(row)} ${row.problem}`);
  assert.equal(told.length, 0, `${told.length} variants are not the original:\n${told.slice(0, 40).join("\n")}`);
}

function most({ name, size }) {
  const fair = FAIR.find((fair) => Math.min(...size) < fair.below || name.endsWith(fair.name));
  return fair?.most ?? SAME;
}

/** In the page: how each variant differs from the original. */
async function compare({ name, url, whole, card, social, cuts, cells: most, tiny, rounded }) {
  const bitmap = async (url) => createImageBitmap(new Blob(plain(new Uint8Array(await (await fetch(url)).arrayBuffer()))));
  const text = (bytes) => String.fromCharCode(...bytes);
  // A PNG without how bright its author's screen was (gAMA, cHRM): browsers follow it, while most
  // programs that show photographs do not, and we do not either.
  const plain = (bytes) => {
    if (text(bytes.subarray(1, 4)) !== "PNG") return [bytes];
    const parts = [bytes.subarray(0, 8)];
    for (let at = 8; at + 12 <= bytes.length;) {
      const end = at + 12 + new DataView(bytes.buffer).getUint32(at);
      if (!["gAMA", "cHRM"].includes(text(bytes.subarray(at + 4, at + 8)))) parts.push(bytes.subarray(at, end));
      at = end;
    }
    return parts;
  };
  const shown = (bitmap) => {
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d", { willReadFrequently: true });
    canvas.fillStyle = "#fff";
    canvas.fillRect(0, 0, bitmap.width, bitmap.height);
    canvas.drawImage(bitmap, 0, 0);
    return canvas.getImageData(0, 0, bitmap.width, bitmap.height);
  };
  // The pixels of a side that each of `steps` equal parts of [from, from + length] covers, with how
  // much each counts.
  const parts = (from, length, steps) => Array.from({ length: steps }, (_, step) => {
    const [start, end] = [from + length * step / steps, from + length * (step + 1) / steps];
    const first = Math.floor(start);
    const counts = Array.from({ length: Math.ceil(end) - first }, (_, at) => (Math.min(end, first + at + 1) - Math.max(start, first + at)) / (end - start));
    return { first, counts };
  });
  const means = ({ data, width }, [left, top, partWidth, partHeight], columns, rows) => {
    const across = parts(left, partWidth, columns);
    const colours = new Float64Array(columns * rows * 3);
    parts(top, partHeight, rows).forEach((down, row) => across.forEach((right, column) => {
      const cell = (row * columns + column) * 3;
      for (let y = 0; y < down.counts.length; y++) {
        let at = ((down.first + y) * width + right.first) * 4;
        for (let x = 0; x < right.counts.length; x++, at += 4) {
          const count = down.counts[y] * right.counts[x];
          for (let channel = 0; channel < 3; channel++) colours[cell + channel] += data[at + channel] * count;
        }
      }
    }));
    return colours;
  };
  // Most variants have the same cells.
  const known = new Map();
  const meansOfOriginal = (...where) => {
    if (!known.has(`${where}`)) known.set(`${where}`, means(original, ...where));
    return known.get(`${where}`);
  };
  const original = await bitmap(url).then(shown).catch(() => null);
  if (!original) return [{ name, kind: "", size: [], difference: 1, problem: "the browser cannot decode the original" }];

  const row = async (kind, address) => {
    const variant = shown(await bitmap(`/${address}`));
    const { width, height } = variant;
    const cut = cuts[kind] ?? original.width / original.height;
    const part = [Math.min(original.width, original.height * cut), Math.min(original.height, original.width / cut)];
    const corner = [(original.width - part[0]) / 2, (original.height - part[1]) / 2];
    const isCut = Math.abs(width - height * cut) <= rounded * Math.max(1, cut);
    const small = [width < tiny ? Math.max(1, Math.round(width / 16)) : Math.min(most, Math.round(width / 2)), 0];
    small[1] = Math.max(1, Math.round(small[0] * height / width));
    const [expected, seen] = [meansOfOriginal([...corner, ...part], ...small), means(variant, [0, 0, width, height], ...small)];
    const difference = expected.reduce((sum, value, at) => sum + Math.abs(value - seen[at]), 0) / expected.length / 255;
    const problem = isCut ? "" : `should be ${part.map(Math.round).join("×")} made smaller`;
    return { name, kind: `${kind} ${address.split(".").at(-1)}`, size: [width, height], difference, problem };
  };
  // What has the ratio of cards is its own card.
  const cards = card.filter((address) => !whole.includes(address));
  const kinds = [["whole", whole], ["card", cards], ["social", social]];
  return Promise.all(kinds.flatMap(([kind, variants]) => variants.map((address) => row(kind, address))));
}

/** What is noted inside of a picture: EXIF with the tags of its directories, XMP, IPTC. */
async function notes(file) {
  const bytes = await readFile(file);
  return (BLOCKS[extname(file)] ?? (() => []))(bytes).map(([kind, block]) => ({ kind, tags: kind === "EXIF" ? tags(block) : new Set() }));
}

const BLOCKS = {
  ".jpg": (bytes) => {
    const blocks = [];
    for (let at = 2; bytes[at] === 0xff && bytes[at + 1] !== 0xda; at += 2 + bytes.readUInt16BE(at + 2)) {
      const block = bytes.subarray(at + 4, at + 2 + bytes.readUInt16BE(at + 2));
      const starts = (text) => block.subarray(0, text.length).toString("latin1") === text;
      if (bytes[at + 1] === 0xe1) blocks.push(starts("Exif\0\0") ? ["EXIF", block.subarray(6)] : ["XMP", block]);
      if (bytes[at + 1] === 0xed) blocks.push(["IPTC", block]);
    }
    return blocks;
  },
  ".webp": (bytes) => {
    const blocks = [];
    for (let at = 12; at + 8 <= bytes.length;) {
      const [name, size] = [bytes.toString("latin1", at, at + 4), bytes.readUInt32LE(at + 4)];
      if (["EXIF", "XMP "].includes(name)) blocks.push([name.trim(), bytes.subarray(at + 8, at + 8 + size)]);
      at += 8 + size + size % 2;
    }
    return blocks;
  },
  // Where its boxes put them, they are found by how they start.
  ".avif": (bytes) => {
    const starts = ["II*\0", "MM\0*"].map((start) => bytes.indexOf(start, 0, "latin1")).filter((at) => at >= 0);
    const xmp = bytes.indexOf("x:xmpmeta") >= 0 ? [["XMP", bytes]] : [];
    return [...starts.map((at) => ["EXIF", bytes.subarray(at)]), ...xmp];
  },
};

/** The tags of the first directory of EXIF, which leads to all others. */
function tags(block) {
  const found = new Set();
  const little = block.toString("latin1", 0, 2) === "II";
  const [short, long] = little ? ["readUInt16LE", "readUInt32LE"] : ["readUInt16BE", "readUInt32BE"];
  try {
    const start = block[long](4);
    for (let entry = 0; entry < block[short](start); entry++) found.add(block[short](start + 2 + entry * 12));
  } catch (error) {
    if (error.code !== "ERR_OUT_OF_RANGE") throw error;
  }
  return found;
}
