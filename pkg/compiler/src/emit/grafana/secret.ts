import type { EmitDiagnostic, Emitted } from '../diagnostics.ts';
import type { Json } from './ruleGroup.ts';

/**
 * A secret by its name, such as `RELEASE_RISK_GATEWAY_SECRET`: capital letters, digits and underscores. Only writers
 * and appliers turn it into a value, an environment variable or a Terraform variable.
 */
export interface SecretName {
  readonly secret: string;
}

/** A setting that may hold secrets. */
export type Setting = string | number | boolean | SecretName | { readonly [key: string]: Setting };

export type Settings = Readonly<Record<string, Setting>>;

export function isSecret(setting: Setting): setting is SecretName {
  return typeof setting === 'object' && typeof setting.secret === 'string' && Object.keys(setting).length === 1;
}

/** The names of all secrets in settings, in their order. */
export function secretsOf(setting: Setting): readonly string[] {
  if (typeof setting !== 'object') return [];
  if (isSecret(setting)) return [setting.secret];
  return Object.values(setting).flatMap(secretsOf);
}

/** Settings with every secret replaced by its value, for the HTTP API; a missing or empty one is a diagnostic. */
export function withSecrets(
  settings: Settings,
  values: Readonly<Record<string, string>>,
): Emitted<Readonly<Record<string, Json>>> {
  const diagnostics = [...new Set(secretsOf(settings))]
    .filter((name) => !Object.hasOwn(values, name) || values[name] === '')
    .map((name): EmitDiagnostic => ({
      code: 'RR511',
      path: ['contactPoints', 'pipeline'],
      message: `The secret ${name} has no value`,
      hint: `Set ${name}; a contact point with an empty secret would fail at every send.`,
    }));
  if (diagnostics.length > 0) return { ok: false, diagnostics };
  const filled = (setting: Setting): Json => {
    if (typeof setting !== 'object') return setting;
    if (isSecret(setting)) return values[setting.secret] ?? '';
    return Object.fromEntries(Object.entries(setting).map(([key, inner]) => [key, filled(inner)]));
  };
  return { ok: true, value: Object.fromEntries(Object.entries(settings).map(([key, inner]) => [key, filled(inner)])) };
}
