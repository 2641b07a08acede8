import type { Diagnostic } from '@release-risk/language/diagnostics/diagnostic';
import { QueryError } from '@release-risk/query/errors';

/** What each code knows about what went wrong. Diagnostics of models have the codes below RR500. */
interface Faults {
  readonly RR501: { readonly problem: string; readonly hint: string };
  readonly RR502: { readonly file: string; readonly problem: string };
  readonly RR503: { readonly file: string; readonly problem: string };
  readonly RR504: { readonly file: string; readonly diagnostics: readonly Diagnostic[] };
  readonly RR505: { readonly file: string; readonly problems: readonly string[] };
  readonly RR506: { readonly where: string; readonly problem: string };
  readonly RR507: { readonly datasource: string; readonly type: 'prometheus' | 'loki' };
  readonly RR508: { readonly text: string; readonly known: readonly string[]; readonly nearest: string | undefined };
  readonly RR509: { readonly reason: string; readonly hint: string };
  readonly RR510: { readonly file: string; readonly problems: readonly string[] };
  readonly RR511: { readonly reason: string; readonly hint: string };
  readonly RR512: { readonly services: readonly string[] };
  readonly RR513: { readonly reason: string; readonly hint: string };
  readonly RR514: { readonly reason: string };
}

export type CliErrorCode = keyof Faults;
export type CliFault<C extends CliErrorCode = CliErrorCode> = {
  readonly [K in C]: { readonly code: K } & Faults[K];
}[C];

interface Entry<C extends CliErrorCode> {
  readonly message: (fault: CliFault<C>) => string;
  readonly hint: (fault: CliFault<C>) => string;
}

const SHOWN = 8;

function listed(names: readonly string[]): string {
  const more = names.length - SHOWN;
  return names.slice(0, SHOWN).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

/** Every error of the command line: what is wrong, and what to do. */
const CATALOGUE: { readonly [C in CliErrorCode]: Entry<C> } = {
  RR501: { message: ({ problem }) => problem, hint: ({ hint }) => hint },
  RR502: {
    message: ({ file, problem }) => `${file} cannot be read: ${problem}`,
    hint: () => 'Check the path and its permissions.',
  },
  RR503: {
    message: ({ file, problem }) => `${file} cannot be written: ${problem}`,
    hint: () => 'Check that its folder exists and may be written to.',
  },
  RR504: {
    message: ({ file, diagnostics }) => {
      const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
      return `${file} is not a valid model: ${errors} ${errors === 1 ? 'error' : 'errors'}`;
    },
    hint: ({ file }) => `See them all: release-risk validate ${file}`,
  },
  RR505: {
    message: ({ file, problems }) => `${file} is not a valid bindings file: ${problems.join('; ')}`,
    hint: () => 'It maps logical names to addresses: datasources: { metrics: { url: https://prometheus.example.org } }',
  },
  RR506: {
    message: ({ where, problem }) => `${where}: ${problem}`,
    hint: () =>
      'Secrets come from the environment or from files; set the variable in the pipeline, or correct the path.',
  },
  RR507: {
    message: ({ datasource, type }) => `The datasource "${datasource}" (${type}) is not bound to a server`,
    hint: ({ datasource, type }) =>
      `Say where it is: --${type} URL, --bind ${datasource}=URL, --bindings FILE, or RELEASE_RISK_${type.toUpperCase()}_URL.`,
  },
  RR508: {
    message: ({ text }) => `The model has no service "${text}"`,
    hint: ({ known, nearest }) =>
      `${nearest === undefined ? '' : `${nearest} `}${known.length === 0 ? 'It has no services at all.' : `It has: ${listed(known)}.`}`,
  },
  RR509: { message: ({ reason }) => reason, hint: ({ hint }) => hint },
  RR510: {
    message: ({ file, problems }) => `${file} is not a valid deployment record: ${problems.join('; ')}`,
    hint: () => 'Write one with: release-risk deploy start MODEL --service X --version V --out FILE',
  },
  RR511: { message: ({ reason }) => reason, hint: ({ hint }) => hint },
  RR512: {
    message: ({ services }) =>
      `The model has ${services.length} services, and a release is of one: ${listed(services)}`,
    hint: () => 'Name it with --service X (repeatable), or take them all with --all-services.',
  },
  RR513: { message: ({ reason }) => reason, hint: ({ hint }) => hint },
  RR514: {
    message: ({ reason }) => `The program itself went wrong: ${reason}`,
    hint: () => 'Please report this with what --debug prints.',
  },
};

const entryOf = <C extends CliErrorCode>(fault: CliFault<C>): Entry<C> => CATALOGUE[fault.code];
const described = <C extends CliErrorCode>(fault: CliFault<C>) => ({
  message: entryOf(fault).message(fault),
  hint: entryOf(fault).hint(fault),
});

/**
 * An error of the person or the environment, never of the program: it is shown without a stack trace.
 *
 * RR501 usage · RR502 unreadable file · RR503 file that cannot be written · RR504 invalid model · RR505 invalid
 * bindings · RR506 missing secret · RR507 unbound datasource · RR508 unknown service · RR509 services that cannot be
 * discovered · RR510 invalid deployment record · RR511 a datasource that refuses · RR512 service not named ·
 * RR513 nothing answered · RR514 a defect of the program
 */
export class CliError extends Error {
  readonly code: CliErrorCode;
  /** What to do about it, a sentence. */
  readonly hint: string;

  constructor(readonly fault: CliFault) {
    const { message, hint } = described(fault);
    super(message);
    this.name = 'CliError';
    this.code = fault.code;
    this.hint = hint;
  }
}

/** An option or argument that cannot be understood. */
export function usageError(problem: string, hint: string): CliError {
  return new CliError({ code: 'RR501', problem, hint });
}

/** Any error as one that can be shown to a person. */
export function personal(error: unknown): CliError {
  if (error instanceof CliError) return error;
  if (error instanceof QueryError) return new CliError({ code: 'RR511', reason: error.message, hint: error.hint });
  return new CliError({ code: 'RR514', reason: error instanceof Error ? error.message : String(error) });
}
