// What is said of figures that got better or worse.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

const PROGRAM = fileURLToPath(new URL("../../.ci/figures.mjs", import.meta.url));
const TABLE = `# Budgets

| Figure | Last | Good is | Noise | Kind | Budget | When |
|---|---|---|---|---|---|---|
| files per trek | 9.4 | low | 0 % | count | ≤ 12 | 0.0.1, 2020-01-01 |
| times as fast | 2 | high | 10 % | time | | 0.0.1, 2020-01-01 |
| score | 98 | high | 0 % | time | ≥ 98 | 0.0.1, 2020-01-01 |

| Another | table |
|---|---|
| of | text |
`;

let folder;

before(async () => (folder = await mkdtemp(join(tmpdir(), "sentier-figures-"))));
after(() => rm(folder, { recursive: true, force: true }));

/** What is said of these lines, beside a table. */
async function told(said, options = [], table = TABLE) {
  const file = join(folder, "budgets.md");
  await writeFile(file, table);
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, file, ...options], { input: said, encoding: "utf8" });
  return { status, stdout, stderr, file };
}

test("a count that is worse fails, a time is marked", async () => {
  const worse = await told("built\nfigure: files per trek = 9.5\n# figure: times as fast = 1.7\n");
  assert.equal(worse.status, 1);
  assert.match(worse.stdout, /^built\n/);
  assert.match(worse.stdout, /files per trek +9.5 +9.4 ✗ worse than the last\n/);
  assert.match(worse.stdout, /times as fast +1.7 +2 ! worse than the last/);
  assert.match(worse.stdout, /Not measured in this run \(1\): score\n/);
  const slow = await told("figure: times as fast = 0.1\nfigure: score = 90\n");
  assert.equal(slow.status, 0);
  assert.match(slow.stdout, /score +90 +98 ! budget ≥ 98/);
});

test("a count over its budget fails, whatever the last was", async () => {
  const { status, stdout } = await told("figure: files per trek = 13\n", [], TABLE.replace("9.4", "14"));
  assert.equal(status, 1);
  assert.match(stdout, /✗ budget ≤ 12/);
});

test("what is within the noise or better is good, and the last of several counts", async () => {
  const { status, stdout } = await told("figure: times as fast = 0.5\nfigure: times as fast = 1.9\nfigure: files per trek = 8\nfigure: nodes = 3\n");
  assert.equal(status, 0);
  assert.match(stdout, /times as fast +1.9 +2\n/);
  assert.match(stdout, /files per trek +8 +9.4   better than the last\n/);
  assert.match(stdout, /Not in .*: nodes/);
});

test("the figures of a run are kept when asked, with version and day, and nothing else changes", async () => {
  const { status, file } = await told("figure: files per trek = 9.5\n", ["--write"]);
  assert.equal(status, 0);
  const now = new RegExp(TABLE.replaceAll(/[|.*()?]/g, "\\$&").replace("9\\.4 \\| low \\| 0 % \\| count \\| ≤ 12 \\| 0\\.0\\.1, 2020-01-01", "9\\.5 \\| low \\| 0 % \\| count \\| ≤ 12 \\| \\d+\\.\\d+\\.\\d+, 20\\d\\d-\\d\\d-\\d\\d"));
  assert.match(await readFile(file, "utf8"), now);
});

test("the tables of the manual can be read", () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM], { input: "", encoding: "utf8" });
  assert.equal(status, 0, stderr);
  assert.ok(Number(stdout.match(/Not measured in this run \((\d+)\)/)[1]) > 50, stdout);
});

test("a row that cannot be read is named", async () => {
  const { status, stderr } = await told("", [], TABLE.replace("| high | 10 %", "| high | some"));
  assert.equal(status, 1);
  assert.match(stderr, /budgets.md, line 6: a figure needs/);
});
