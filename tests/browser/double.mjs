// The portal of the double of a whole Geotrek-admin, whose data are not in the repository.

import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
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
