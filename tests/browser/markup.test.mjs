// Every page of the example and of a whole Geotrek-admin, by the validator of the W3C:
// https://validator.github.io/validator/

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import * as double from "./double.mjs";
import * as support from "./support.mjs";

if (double.MISSING) console.error(`\n!! NO MARKUP OF A GEOTREK-ADMIN IS VALIDATED: ${double.MISSING}\n`);

const VALIDATOR = fileURLToPath(new URL("node_modules/vnu-jar/build/dist/vnu.jar", import.meta.url));

after(support.shutDown);

test("no page of the example has an error", async () => {
  const site = join(await support.temporaryFolder(), "site");
  await support.build(support.EXAMPLE, site, "https://example.org/");
  validate(site);
});

test("no page of a Geotrek-admin has an error", { skip: double.MISSING }, async () => validate(await double.build()));

function validate(site) {
  const words = ["-jar", VALIDATOR, "--skip-non-html", "--errors-only", "--format", "json", site];
  const { error, stderr } = spawnSync("java", words, { encoding: "utf8", maxBuffer: 1 << 28 });
  assert.ok(!error, `java does not start: ${error?.message} (Debian: default-jre-headless)`);
  const errors = JSON.parse(stderr).messages;
  const shown = errors.slice(0, 20).map((e) => `${e.url}:${e.lastLine}: ${e.message}`);
  assert.equal(errors.length, 0, `${errors.length} errors\n${shown.join("\n")}`);
}
