// Says how the figures of a run compare with those that docs/budgets.md keeps:
//
//   cargo bench --bench pipeline | node .ci/figures.mjs
//
// A program tells a figure by a line like `figure: files per trek = 9.4`. A count that is worse than
// the last by more than its noise, or over its budget, fails; a time is only marked, as it depends
// on the machine. `--write` keeps the figures of the run as the last ones.

import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** A reporter of tests may write something before it. */
const FIGURE = /^[^\w\n]*figure: (.+) = (-?\d+(?:\.\d+)?)[ \r]*(?:\n|$)/gm;
const BESIDE = (path) => fileURLToPath(new URL(path, import.meta.url));
const COLUMNS = ["Figure", "Last", "Good is", "Noise", "Kind", "Budget", "When"];

const write = process.argv.includes("--write");
const file = process.argv.slice(2).find((word) => word !== "--write") ?? BESIDE("../docs/budgets.md");
const said = readFileSync(0, "utf8");
// What else was said passes through.
process.stdout.write(said.replaceAll(FIGURE, ""));
const lines = readFileSync(file, "utf8").split("\n");
const measured = figures(said);
const rows = lines.flatMap((line, at) => row(line, at) ?? []);
const judged = rows.map((row) => ({ ...row, ...judge(row, measured.get(row.name)) }));
tell();
if (write) keep();
process.exitCode = judged.some(({ verdict }) => verdict === "fails") && !write ? 1 : 0;

/** The figures that were told, by their name; the last one counts. */
function figures(text) {
  const found = text.matchAll(FIGURE);
  return new Map(Array.from(found, ([, name, value]) => [name, Number(value)]));
}

/** A row of a table of figures; nothing for another line. */
function row(line, at) {
  const cells = line.split("|").slice(1, -1).map((cell) => cell.trim());
  if (cells.length !== COLUMNS.length || cells[0] === COLUMNS[0] || /^:?-+:?$/.test(cells[0])) return null;
  const [name, last, good, noise, kind, budget, when] = cells;
  const right = ["low", "high"].includes(good) && ["count", "time"].includes(kind) && /^\d+ %$/.test(noise) && !Number.isNaN(Number(last)) && (budget === "" || /^[≤≥] -?[\d.]+$/.test(budget)) && when !== "";
  if (!right) throw new Error(`${file}, line ${at + 1}: a figure needs ${COLUMNS.join(" | ")}, like | files per trek | 9.4 | low | 0 % | count | ≤ 12 | 0.1.0, 2026-11-30 |`);
  const bound = budget === "" ? null : Number(budget.slice(2));
  return [{ at, name, last: Number(last), low: good === "low", noise: parseFloat(noise) / 100, kind, budget, bound }];
}

function judge({ last, low, noise, kind, budget, bound }, now) {
  if (now === undefined) return { now, verdict: "not measured" };
  const fails = kind === "count" ? "fails" : "marked";
  const over = bound !== null && (budget.startsWith("≤") ? now > bound : now < bound);
  if (over) return { now, verdict: fails, why: `budget ${budget}` };
  const worse = low ? now > last * (1 + noise) : now < last * (1 - noise);
  if (worse) return { now, verdict: fails, why: "worse than the last" };
  return { now, verdict: "good", why: (low ? now < last * (1 - noise) : now > last * (1 + noise)) ? "better than the last" : "" };
}

function tell() {
  const wide = Math.max(...rows.map(({ name }) => name.length));
  console.log(`\n${"figure".padEnd(wide)}        now       last`);
  const marks = { fails: "✗", marked: "!", good: " " };
  for (const { name, now, last, kind, verdict, why } of judged.filter(({ verdict }) => verdict !== "not measured")) {
    const hint = verdict === "marked" ? " (a time: is the machine busy?)" : "";
    console.log(`${name.padEnd(wide)} ${String(now).padStart(10)} ${String(last).padStart(10)} ${marks[verdict]} ${why}${hint}`.trimEnd());
  }
  const missing = judged.filter(({ verdict }) => verdict === "not measured");
  if (missing.length > 0) console.log(`\nNot measured in this run (${missing.length}): ${missing.map(({ name }) => name).join("; ")}`);
  const unknown = [...measured.keys()].filter((name) => !rows.some((row) => row.name === name));
  if (unknown.length > 0) console.log(`\nNot in ${file}: ${unknown.join("; ")}`);
  if (judged.some(({ verdict }) => verdict === "fails")) {
    console.log("\n✗ A count is worse. Mend it; or, where it is worth it, write the new value and why into docs/budgets.md.");
  }
}

function keep() {
  const version = readFileSync(BESIDE("../Cargo.toml"), "utf8").match(/^version = "(.+)"/m)[1];
  const today = new Date().toISOString().slice(0, 10);
  for (const { at, now, verdict } of judged.filter(({ verdict }) => verdict !== "not measured")) {
    const cells = lines[at].split("|");
    [cells[2], cells[7]] = [` ${now} `, ` ${version}, ${today} `];
    lines[at] = cells.join("|");
  }
  writeFileSync(file, lines.join("\n"));
}
