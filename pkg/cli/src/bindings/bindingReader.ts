import { dirname, resolve } from 'node:path';
import type { BindingReader } from '@release-risk/query/bindingTarget';
import { CliError } from '../errors.ts';
import { readText } from '../files.ts';
import type { Io } from '../io.ts';

/** Reads what a binding of this file points at; paths are relative to it. Throws RR602 and RR606. */
export function bindingReader(io: Io, bindingsFile: string, datasource: string): BindingReader {
  const where = `${bindingsFile}, datasource "${datasource}"`;
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
