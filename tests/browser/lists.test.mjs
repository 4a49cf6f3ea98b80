// Numbered lists in a real browser: they count as their texts say.

import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import * as support from "./support.mjs";

const TRACK = '<gpx version="1.1"><trk><trkseg><trkpt lat="45.1" lon="6.1"/><trkpt lat="45.11" lon="6.1"/></trkseg></trk></gpx>';
const LISTS = [
  ["1. a\n2. a\n3. a\n", ["1", "2", "3"]],
  ["4. a\n5. a\n", ["4", "5"]],
  ["<ol reversed><li>a</li><li>a</li><li>a</li></ol>\n", ["3", "2", "1"]],
  ["<ol><li>a</li><li value=7>a</li><li>a</li></ol>\n", ["1", "7", "8"]],
  ["<ol type=a start=3><li>a</li><li>a</li></ol>\n", ["c", "d"]],
  ["<ol type=A><li>a<ol type=i><li>a</li><li>a</li></ol></li><li>a</li></ol>\n", ["A", "i", "ii", "B"]],
  ["<ol type=I><li>a</li><li>a</li></ol>\n", ["I", "II"]],
];

let browser, origin;

before(async () => {
  const portal = await support.temporaryFolder();
  await mkdir(join(portal, "pages"));
  await writeFile(join(portal, "lac.gpx"), TRACK);
  const text = LISTS.map(([list]) => list).join("\n---\n\n");
  await writeFile(join(portal, "pages/listes.en.md"), `+++\ntitle = "Lists"\n+++\n\n${text}`);
  browser = await support.launch();
  origin = await support.serve(portal);
});
after(support.shutDown);

test("the numbers of lists are those that their texts ask for", () => support.withPage(browser, origin, {}, async (page) => {
  await page.goto("/information/listes/");
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  // What stands in front of each item, as it is read aloud: a mark of the browser, or of the theme.
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const inOrder = (node) => [node, ...(node.childIds ?? []).flatMap((id) => (byId.has(id) ? inOrder(byId.get(id)) : []))];
  const items = inOrder(nodes[0]).filter(({ role, childIds }) => role?.value === "listitem" && byId.get(childIds[0]).role.value !== "link");
  const marks = items.map((item) => inOrder(item).find(({ role }) => ["ListMarker", "StaticText"].includes(role?.value)));
  // The first is where the page is in the site.
  const [, ...numbers] = marks.map(({ name }) => name.value.trim().replace(/\.$/, ""));
  assert.deepEqual(numbers, LISTS.flatMap(([, expected]) => expected));
}));
