import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

interface Definition {
  readonly components: { readonly examples: Readonly<Record<string, { readonly value: object }>> };
}

const path = createRequire(import.meta.url).resolve('@octokit/openapi/package.json');
let read: Definition | undefined;

/** GitHub's own OpenAPI definition. */
export function githubDefinition(): Definition {
  const file = path.replace('package.json', 'generated/api.github.com.json');
  read ??= JSON.parse(readFileSync(file, 'utf8')) as Definition;
  return read;
}

/** An answer as GitHub's definition shows it. */
export function githubExample(name: string): object {
  const example = githubDefinition().components.examples[name];
  if (example === undefined) throw new Error(`GitHub's definition has no example ${name}`);
  return example.value;
}
