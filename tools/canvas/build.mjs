// Bundles the canvas into explorer/canvas/bundle: one script and one stylesheet, each named by its content,
// and beside them the licences of everything that is inside.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "../../explorer/canvas/bundle");
const options = { bundle: true, minify: true, charset: "utf8", legalComments: "none", write: false, target: "es2022" };

const script = await build({ ...options, entryPoints: [join(here, "src/main.js")], format: "esm", metafile: true });
const style = await build({ ...options, entryPoints: [join(here, "src/canvas.css")] });

mkdirSync(out, { recursive: true });
for (const name of readdirSync(out)) if (/^(canvas-.*|LICENSES\.txt)$/.test(name)) rmSync(join(out, name));
for (const [kind, result] of [["js", script], ["css", style]]) {
  const text = result.outputFiles[0].text;
  const digest = createHash("sha256").update(text).digest("hex").slice(0, 10);
  writeFileSync(join(out, `canvas-${digest}.${kind}`), text);
}

const packages = new Set();
for (const input of Object.keys(script.metafile.inputs)) {
  const found = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input);
  if (found) packages.add(found[1]);
}
const licences = [...packages].sort().map((name) => {
  const folder = join(here, "node_modules", name);
  const about = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  return `${name} ${about.version} (${about.license})\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
});
writeFileSync(
  join(out, "LICENSES.txt"),
  `canvas-*.js contains the following packages.\n\n${licences.join("\n" + "-".repeat(80) + "\n\n")}`,
);
