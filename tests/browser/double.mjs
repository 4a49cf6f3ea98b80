// The portal of the double of a whole Geotrek-admin, whose data are not in the repository, and tests
// of it beside the example.

import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { before, describe } from "node:test";
import { fileURLToPath } from "node:url";
import * as support from "./support.mjs";

/** The program that answers as a Geotrek-admin. */
export const DOUBLE = fileURLToPath(new URL("../../../shared/geotrek/double/geotrek_double.py", import.meta.url));

/** Why there is no double, or false. */
export const MISSING = existsSync(DOUBLE) ? false : `${DOUBLE} is not there`;

const SETTINGS = `title = "Rando Écrins"
base_url = "https://example.org"
languages = ["fr", "en", "it"]
[site.description]
fr = "Les randonnées des Écrins."
en = "Hikes in the Écrins."
it = "Le escursioni degli Écrins."
# Enough to look at, and quickly made.
[pictures]
widths = [400, 1000]
jpeg_width = 1000
effort = 0
card = { widths = [400], ratio = [3, 2] }
social = [320, 168]
`;

/** Builds the portal, for an address and into a folder, and returns the folder. */
export async function build(baseUrl = "https://example.org/", out) {
  const double = support.start("python3", ["-u", DOUBLE, "--port", "0"]);
  const admin = await support.originOf(double, /(http:\/\/[\d.:]+)\/api/);
  const portal = join(await support.temporaryFolder(), "portal");
  await mkdir(portal);
  await writeFile(join(portal, "site.toml"), `${SETTINGS}[[sources]]\nkind = "geotrek"\nurl = "${admin}"\n`);
  const site = out ?? join(portal, "public");
  await support.build(portal, site, baseUrl);
  return site;
}

/**
 * Describes tests of the example and of the double's portal. `tests` gets the name of a portal, `example`
 * or `admin`, and an object that holds its `site` (a folder), `origin` and `browser` once tests run.
 */
export function describePortals(tests, { example = buildExample, headers, concurrency = 1 } = {}) {
  for (const [portal, buildSite] of Object.entries({ example, admin: () => build() })) {
    describe(`portal: ${portal}`, { skip: portal === "admin" && MISSING, concurrency }, () => {
      const served = {};
      before(async () => {
        served.site = await buildSite();
        served.browser = await support.launch();
        served.origin = await support.serveFiles(served.site, "/", headers);
      });
      tests(portal, served);
    });
  }
}

async function buildExample() {
  const site = join(await support.temporaryFolder(), "site");
  await support.build(support.EXAMPLE, site, "https://example.org/");
  return site;
}
