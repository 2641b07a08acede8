// Packs dist/ as Grafana installs it: one folder named after the plugin. The same dist gives the same bytes.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { zipSync } from 'fflate';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DIST = join(ROOT, 'dist');
const { id, info } = JSON.parse(readFileSync(join(DIST, 'plugin.json'), 'utf8'));
// Zip knows no earlier day; the content says which version it is.
const mtime = new Date(1980, 0, 1);

const files = readdirSync(DIST, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(DIST, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
  .sort();
const zip = zipSync(
  Object.fromEntries(files.map((file) => [`${id}/${file}`, [readFileSync(join(DIST, file)), { mtime, level: 9 }]])),
);
const folder = join(ROOT, 'dist-node');
mkdirSync(folder, { recursive: true });
const name = `${id}-${info.version}.zip`;
writeFileSync(join(folder, name), zip);
writeFileSync(join(folder, `${name}.sha1`), createHash('sha1').update(zip).digest('hex'));
console.log(`dist-node/${name}: ${files.length} files, ${(zip.length / 1024).toFixed(0)} KB`);
