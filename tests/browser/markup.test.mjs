// Every page of the example, by the validator of the W3C: https://validator.github.io/validator/

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import * as support from "./support.mjs";

const VALIDATOR = fileURLToPath(new URL("node_modules/vnu-jar/build/dist/vnu.jar", import.meta.url));

let site;

before(async () => {
  site = join(await support.temporaryFolder(), "site");
  await support.build(support.EXAMPLE, site, "https://example.org/");
});
after(support.shutDown);

test("no page has an error", () => {
  const words = ["-jar", VALIDATOR, "--skip-non-html", "--errors-only", "--format", "json", site];
  const { error, stderr } = spawnSync("java", words, { encoding: "utf8", maxBuffer: 1 << 28 });
  assert.ok(!error, `java does not start: ${error?.message} (Debian: default-jre-headless)`);
  const errors = JSON.parse(stderr).messages;
  const shown = errors.slice(0, 20).map((e) => `${e.url}:${e.lastLine}: ${e.message}`);
  assert.equal(errors.length, 0, `${errors.length} errors\n${shown.join("\n")}`);
});
