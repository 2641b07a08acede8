import { dirname, resolve } from 'node:path';
import type { SourceAuth, SourceTarget } from '@release-risk/query/target';
import { CliError } from '../errors.ts';
import { readText } from '../files.ts';
import type { Io, TlsMaterial } from '../io.ts';
import type { Binding } from './bindingsFile.ts';

/** Reads what a binding points at. `where` is what errors call it. */
interface Reader {
  env(name: string): string;
  file(path: string): Promise<string>;
}

function readerOf(io: Io, bindingsFile: string, where: string): Reader {
  return {
    env(name) {
      const value = io.env[name];
      if (value !== undefined && value !== '') return value;
      throw new CliError({ code: 'RR606', where, problem: `the environment variable ${name} is not set` });
    },
    async file(path) {
      const text = await readText(resolve(dirname(bindingsFile), path));
      if (text.trim() !== '') return text;
      throw new CliError({ code: 'RR606', where, problem: `the file ${path} is empty` });
    },
  };
}

/** Files of secrets commonly end in a line break that is no part of the secret. */
const withoutLineBreak = (text: string): string => text.replace(/\r?\n$/, '');

async function secretOf(read: Reader, env: string | undefined, file: string | undefined): Promise<string> {
  return env === undefined ? withoutLineBreak(await read.file(file ?? '')) : read.env(env);
}

async function authOf(read: Reader, auth: Binding['auth']): Promise<SourceAuth | undefined> {
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

async function headersOf(read: Reader, binding: Binding): Promise<Readonly<Record<string, string>>> {
  const headers: Record<string, string> = { ...binding.headers };
  for (const [name, variable] of Object.entries(binding.headersEnv ?? {})) headers[name] = read.env(variable);
  for (const [name, path] of Object.entries(binding.headersFile ?? {})) {
    headers[name] = withoutLineBreak(await read.file(path));
  }
  return headers;
}

async function tlsOf(read: Reader, tls: Binding['tls']): Promise<TlsMaterial | undefined> {
  if (tls === undefined) return undefined;
  const pem = (path: string | undefined) => (path === undefined ? undefined : read.file(path));
  return { ca: await pem(tls.ca), cert: await pem(tls.cert), key: await pem(tls.key) };
}

/** What a binding says, with its secrets read. Throws RR602 and RR606. */
export async function targetOf(
  io: Io,
  bindingsFile: string,
  name: string,
  type: SourceTarget['type'],
  binding: Binding,
): Promise<{ readonly target: SourceTarget; readonly tls: TlsMaterial | undefined }> {
  const read = readerOf(io, bindingsFile, `${bindingsFile}, datasource "${name}"`);
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
