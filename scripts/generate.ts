import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { pluginProvisioning } from '@release-risk/compiler/emit/plugin/pluginProvisioning';
import { openApiDocument } from '@release-risk/gateway/http/openapi';
import { formatDiagnostic } from '@release-risk/language/diagnostics/diagnostic';
import { jsonSchema } from '@release-risk/language/document/jsonSchema';
import { readModel } from '@release-risk/language/document/readModel';
import type { RiskModel } from '@release-risk/model/model';
import { containerFiles } from './containerFiles.ts';
import { GATEWAY_CONFIG_DOCUMENT, gatewayConfigFiles } from './gatewayConfigFiles.ts';
import { gatewayFiles } from './gatewayFiles.ts';
import { compileExample, exampleBindings, exampleFiles, json, provisioningFiles } from './exampleFiles.ts';

/** Everything in these folders is written by this script and by nothing else. */
const OWNED = ['schema', 'examples/_gen', 'provisioning', 'dashboards', 'demo/containers/config'];
/** The example that `docker compose` and a Grafana with mounted files start with. */
const PROVISIONED = 'telegram-lead-bot.yaml';
/** Files of this script in folders of people. */
const OWNED_FILES = [GATEWAY_CONFIG_DOCUMENT];
/** As the containers name it. */
const GATEWAY = { url: 'http://gateway:8686', secretVariable: 'RELEASE_RISK_GATEWAY_PROXY_SECRET' };
const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Path from the root -> content. */
type Files = ReadonlyMap<string, string>;

function generate(): Files {
  const files = new Map<string, string>();
  files.set('schema/releaserisk-v1.schema.json', json(jsonSchema()));
  files.set('schema/gateway-v1.openapi.json', json(openApiDocument()));
  for (const name of readdirSync(join(ROOT, 'examples'))
    .filter((file) => file.endsWith('.yaml'))
    .sort()) {
    const model = readExample(join('examples', name));
    const compiled = compileExample(model);
    for (const [path, content] of exampleFiles(model, compiled))
      files.set(`examples/_gen/${model.name}/${path}`, content);
    if (name !== PROVISIONED) continue;
    for (const [path, content] of provisioningFiles(model, compiled)) files.set(path, content);
    const bindings = { [model.name]: exampleBindings(model) };
    const apps = pluginProvisioning([model], { orgId: 1, enabled: true, revision: 1, bindings, gateway: GATEWAY });
    if (!apps.ok) throw new Error(apps.diagnostics[0]?.message ?? 'the plugin cannot be provisioned');
    files.set('provisioning/plugins/releaserisk-app.yaml', apps.value);
  }
  const others = [...containerFiles(), ...gatewayFiles(), ...gatewayConfigFiles()];
  for (const [path, content] of others) files.set(path, content);
  return files;
}

function readExample(path: string): RiskModel {
  const read = readModel(readFileSync(join(ROOT, path), 'utf8'), path);
  if (read.ok) return read.model;
  throw new Error(read.diagnostics.map(formatDiagnostic).join('\n'));
}

function existing(): Files {
  const files = new Map<string, string>();
  const visit = (folder: string) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) visit(path);
      else files.set(relative(ROOT, path), readFileSync(path, 'utf8'));
    }
  };
  for (const folder of OWNED) {
    mkdirSync(join(ROOT, folder), { recursive: true });
    visit(join(ROOT, folder));
  }
  for (const path of OWNED_FILES)
    if (existsSync(join(ROOT, path))) files.set(path, readFileSync(join(ROOT, path), 'utf8'));
  return files;
}

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const wanted = generate();
const found = existing();
const stale = [...new Set([...wanted.keys(), ...found.keys()])]
  .filter((path) => wanted.get(path) !== found.get(path))
  .sort();

if (values.check) {
  for (const path of stale) console.error(`${path} is not current`);
  if (stale.length > 0) console.error('Run `npm run gen` and commit what it writes.');
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  for (const path of stale) {
    const content = wanted.get(path);
    const file = join(ROOT, path);
    if (content === undefined) rmSync(file);
    else {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
    console.log(content === undefined ? `removed ${path}` : `wrote ${path}`);
  }
  if (stale.length === 0) console.log(`${wanted.size} generated files are current`);
}
