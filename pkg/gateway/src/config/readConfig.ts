import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { GatewayError } from '../errors.ts';
import { configProblems } from './checks.ts';
import { type GatewayConfig, gatewayConfigSchema } from './gatewayConfig.ts';
import type { ReadSecret } from './secret.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** A configuration with what it points at. Paths in it are relative to its file. */
export interface ReadConfig {
  readonly file: string;
  readonly config: GatewayConfig;
  readonly readSecret: ReadSecret;
  /** A path of the configuration as an absolute one. */
  readonly pathOf: (path: string) => string;
}

const MOST_PROBLEMS = 20;

/** Variables that stand above the file, and where they belong in it. */
export const CONFIG_VARIABLES = {
  RELEASE_RISK_GATEWAY_HOST: ['listen', 'host'],
  RELEASE_RISK_GATEWAY_PORT: ['listen', 'port'],
  RELEASE_RISK_GATEWAY_PUBLIC_URL: ['publicUrl'],
  RELEASE_RISK_GATEWAY_LOG_LEVEL: ['log', 'level'],
  RELEASE_RISK_GATEWAY_STORE_FILE: ['store', 'sqlite', 'file'],
} as const;

/** Reads and checks a configuration. Throws GatewayError GW201 with every problem and its place. */
export function readConfig(file: string, env: Environment): ReadConfig {
  const refuse = (problems: readonly string[]) =>
    new GatewayError({ code: 'GW201', file, problems: problems.slice(0, MOST_PROBLEMS) });
  const lines = new LineCounter();
  const document = parseDocument(textOf(file, refuse), { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const placeOf = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `line ${String(line)}, column ${String(col)}`;
  };
  if (document.errors.length > 0)
    throw refuse(document.errors.map(({ message, pos }) => `${placeOf(pos[0])}: ${message}`));
  for (const [variable, path] of Object.entries(CONFIG_VARIABLES)) {
    const value = env[variable];
    if (value !== undefined && value !== '') document.setIn(path, variable.endsWith('_PORT') ? Number(value) : value);
  }
  const parsed = gatewayConfigSchema.safeParse(document.toJS());
  if (!parsed.success) {
    throw refuse(
      parsed.error.issues.map(({ path, message }) => {
        const node = document.getIn(path.map(String), true) as { readonly range?: readonly number[] } | undefined;
        const at = node?.range?.[0];
        return `${at === undefined ? '' : `${placeOf(at)}, `}${path.join('.') || 'the document'}: ${message}`;
      }),
    );
  }
  const problems = configProblems(parsed.data);
  if (problems.length > 0) throw refuse(problems);
  const pathOf = (path: string) => resolve(dirname(file), path);
  return { file, config: parsed.data, pathOf, readSecret: secretReader(env, pathOf) };
}

function textOf(file: string, refuse: (problems: readonly string[]) => GatewayError): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw refuse([error instanceof Error ? error.message : String(error)]);
  }
}

/** Secrets of the environment and of files, without the line break that files commonly end in. */
function secretReader(env: Environment, pathOf: (path: string) => string): ReadSecret {
  return (reference) => {
    if ('env' in reference) {
      const value = env[reference.env];
      if (value !== undefined && value !== '') return value;
      throw new GatewayError({ code: 'GW202', where: reference.env, problem: 'the environment variable is not set' });
    }
    const where = pathOf(reference.file);
    try {
      const value = readFileSync(where, 'utf8').replace(/\r?\n$/, '');
      if (value !== '') return value;
    } catch (error) {
      throw new GatewayError({ code: 'GW202', where, problem: error instanceof Error ? error.message : String(error) });
    }
    throw new GatewayError({ code: 'GW202', where, problem: 'the file is empty' });
  };
}
