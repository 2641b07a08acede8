import type { Binding } from './binding.ts';
import type { SourceAuth, SourceTarget } from './target.ts';

/** Certificates in PEM form, beside those that the machine trusts. */
export interface TlsMaterial {
  readonly ca?: string | undefined;
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
}

/** Reads what a binding points at. Throws an error of the caller's own where it is missing or empty. */
export interface BindingReader {
  env(name: string): string;
  file(path: string): Promise<string>;
}

/** What a binding says, with its secrets read. Rejects with what `read` throws, and with nothing else. */
export async function targetOf(
  read: BindingReader,
  name: string,
  type: SourceTarget['type'],
  binding: Binding,
): Promise<{ readonly target: SourceTarget; readonly tls: TlsMaterial | undefined }> {
  return {
    target: {
      name,
      type,
      url: binding.url,
      auth: await authOf(read, binding.auth),
      headers: await headersOf(read, binding),
      tenant: binding.tenant,
      method: binding.method,
      timeoutMs: binding.timeout === undefined ? undefined : binding.timeout * 1000,
      concurrency: binding.concurrency,
    },
    tls: await tlsOf(read, binding.tls),
  };
}

/** Files of secrets commonly end in a line break that is no part of the secret. */
const withoutLineBreak = (text: string): string => text.replace(/\r?\n$/, '');

async function secretOf(read: BindingReader, env: string | undefined, file: string | undefined): Promise<string> {
  return env === undefined ? withoutLineBreak(await read.file(file ?? '')) : read.env(env);
}

async function authOf(read: BindingReader, auth: Binding['auth']): Promise<SourceAuth | undefined> {
  if (auth?.bearer !== undefined) {
    const { bearer } = auth;
    return 'tokenEnv' in bearer
      ? { kind: 'bearer', token: read.env(bearer.tokenEnv) }
      : { kind: 'bearer', token: withoutLineBreak(await read.file(bearer.tokenFile)) };
  }
  if (auth?.basic === undefined) return undefined;
  const { username, usernameEnv, passwordEnv, passwordFile } = auth.basic;
  return {
    kind: 'basic',
    username: username ?? read.env(usernameEnv ?? ''),
    password: await secretOf(read, passwordEnv, passwordFile),
  };
}

async function headersOf(read: BindingReader, binding: Binding): Promise<Readonly<Record<string, string>>> {
  const headers: Record<string, string> = { ...binding.headers };
  for (const [name, variable] of Object.entries(binding.headersEnv ?? {})) headers[name] = read.env(variable);
  for (const [name, path] of Object.entries(binding.headersFile ?? {})) {
    headers[name] = withoutLineBreak(await read.file(path));
  }
  return headers;
}

async function tlsOf(read: BindingReader, tls: Binding['tls']): Promise<TlsMaterial | undefined> {
  if (tls === undefined) return undefined;
  const pem = (path: string | undefined) => (path === undefined ? undefined : read.file(path));
  return { ca: await pem(tls.ca), cert: await pem(tls.cert), key: await pem(tls.key) };
}
