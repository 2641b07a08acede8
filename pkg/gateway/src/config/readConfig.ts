import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Finding, Place } from '@release-risk/language/diagnostics/diagnostic';
import { keysIn, type SchemaNode } from '@release-risk/language/document/jsonSchema';
import { shapeFindings } from '@release-risk/language/document/shapeFindings';
import { readYaml, type YamlSource } from '@release-risk/language/document/yamlSource';
import { GatewayError } from '../errors.ts';
import { configProblems } from './checks.ts';
import { configJsonSchema } from './configJsonSchema.ts';
import { overridden, variableOf } from './configVariables.ts';
import { type GatewayConfig, gatewayConfigSchema } from './gatewayConfig.ts';
import type { ReadSecret } from './secret.ts';
import { secretsIn } from './secretsIn.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** A configuration with what it points at. Paths in it are relative to its file. */
export interface ReadConfig {
  readonly file: string;
  readonly config: GatewayConfig;
  readonly readSecret: ReadSecret;
  /** A path of the configuration as an absolute one. */
  readonly pathOf: (path: string) => string;
  /** Throws GatewayError GW201 with every secret that is not there, and where it is named. */
  readonly checkSecrets: () => void;
}

const MOST_PROBLEMS = 20;
/** A configuration is written by people; beyond this it is something else. */
const MOST_BYTES = 1024 * 1024;

/** What of the words for models does not fit here. */
const OWN_WORDS: Readonly<Partial<Record<Finding['code'], string>>> = {
  RR103: 'It is too large for a configuration. Is it the right file?',
  RR105: 'It is not a mapping of keys to values. Start with `models:`.',
};
/** Where hints are not about what models are. */
const HINTED: readonly Finding['code'][] = ['RR101', 'RR102', 'RR104', 'RR201', 'RR202', 'RR204'];

/** Reads and checks a configuration. Throws GatewayError GW201 with every problem and its place. */
export function readConfig(file: string, env: Environment): ReadConfig {
  const refuse = (problems: readonly string[]) => {
    const more = problems.length - MOST_PROBLEMS;
    const told = [...problems.slice(0, MOST_PROBLEMS), ...(more > 0 ? [`and ${String(more)} more`] : [])];
    return new GatewayError({ code: 'GW201', file, problems: told });
  };
  const yaml = readYaml(textOf(file, refuse));
  if (!yaml.ok) throw refuse(yaml.findings.map((finding) => `${placeText(finding.place)}: ${wordsOf(finding)}`));
  const { source } = yaml;
  const where = (path: Finding['path'], atKey?: boolean) => whereText(source, env, path, atKey);

  const parsed = gatewayConfigSchema.safeParse(overridden(source.value, env), { reportInput: true });
  if (!parsed.success) {
    const schema = configJsonSchema() as SchemaNode;
    const findings = shapeFindings(parsed.error.issues, [], (path) => keysIn(schema, path));
    throw refuse(findings.map((finding) => `${where(finding.path, finding.atKey)}: ${wordsOf(finding)}`));
  }
  const config = parsed.data;
  const problems = configProblems(config);
  if (problems.length > 0) throw refuse(problems.map(({ path, message }) => `${where(path)}: ${message}`));

  const pathOf = (path: string) => resolve(dirname(file), path);
  const readSecret = secretReader(env, pathOf);
  const checkSecrets = () => {
    const missing = secretsIn(config).flatMap(({ path, reference }) => {
      try {
        readSecret(reference);
        return [];
      } catch (error) {
        return [`${where(path)}: ${messageOf(error)}`];
      }
    });
    if (missing.length > 0) throw refuse(missing);
  };
  return { file, config, pathOf, readSecret, checkSecrets };
}

function textOf(file: string, refuse: (problems: readonly string[]) => GatewayError): string {
  try {
    if (statSync(file).size > MOST_BYTES) throw refuse([OWN_WORDS.RR103 ?? '']);
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    if (error instanceof GatewayError) throw error;
    throw refuse([error instanceof TypeError ? 'It is not UTF-8. Is it the right file?' : messageOf(error)]);
  }
}

function wordsOf({ code, message, hint }: Finding): string {
  const isOurs = HINTED.includes(code) && hint !== undefined && !/\bmodel\b/.test(hint);
  const said = isOurs ? `${message}. ${hint}` : message;
  return OWN_WORDS[code] ?? said;
}

function placeText({ line, column }: Place): string {
  return `line ${String(line)}, column ${String(column)}`;
}

/** What a variable says does not stand in the file. */
function whereText(source: YamlSource, env: Environment, path: Finding['path'], atKey?: boolean): string {
  const variable = variableOf(env, path);
  const place = variable ?? placeText(source.place(path, atKey));
  return path.length === 0 ? place : `${place}, ${path.join('.')}`;
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
      throw new GatewayError({ code: 'GW202', where, problem: messageOf(error) });
    }
    throw new GatewayError({ code: 'GW202', where, problem: 'the file is empty' });
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
