/** Variables that stand above the file, and where they belong in it. */
export const CONFIG_VARIABLES = {
  RELEASE_RISK_GATEWAY_HOST: ['listen', 'host'],
  RELEASE_RISK_GATEWAY_PORT: ['listen', 'port'],
  RELEASE_RISK_GATEWAY_PUBLIC_URL: ['publicUrl'],
  RELEASE_RISK_GATEWAY_LOG_LEVEL: ['log', 'level'],
  RELEASE_RISK_GATEWAY_STORE_FILE: ['store', 'sqlite', 'file'],
} as const;

type Environment = Readonly<Record<string, string | undefined>>;
type Path = readonly (string | number)[];

/** The document with what the environment says instead. Empty variables say nothing. */
export function overridden(document: unknown, env: Environment): unknown {
  return said(env).reduce<unknown>((whole, { name, path, text }) => {
    // A port is a number in the file.
    const value = name === 'RELEASE_RISK_GATEWAY_PORT' && /^\d{1,5}$/.test(text) ? Number(text) : text;
    return withValue(whole, path, value);
  }, document);
}

/** The variable that says what stands at a path. */
export function variableOf(env: Environment, path: Path): string | undefined {
  return said(env).find((one) => one.path.join('.') === path.join('.'))?.name;
}

function said(env: Environment): { readonly name: string; readonly path: Path; readonly text: string }[] {
  return Object.entries(CONFIG_VARIABLES).flatMap(([name, path]) => {
    const text = env[name];
    return text === undefined || text === '' ? [] : [{ name, path, text }];
  });
}

/** What is no mapping stays as it is: it is wrong already, and told so. */
function withValue(whole: unknown, [key, ...rest]: Path, value: unknown): unknown {
  if (key === undefined) return value;
  if (whole === undefined || whole === null) return { [key]: withValue(undefined, rest, value) };
  if (typeof whole !== 'object' || Array.isArray(whole)) return whole;
  const inside: unknown = Object.hasOwn(whole, key) ? Reflect.get(whole, key) : undefined;
  return { ...whole, [key]: withValue(inside, rest, value) };
}
