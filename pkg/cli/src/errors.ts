import type { Diagnostic } from '@release-risk/language/diagnostics/diagnostic';
import { QueryError } from '@release-risk/query/errors';

/** What each code knows about what went wrong. Models have RR1xx to RR4xx, emitters RR5xx. */
interface Faults {
  readonly RR601: { readonly problem: string; readonly hint: string };
  readonly RR602: { readonly file: string; readonly problem: string };
  readonly RR603: { readonly file: string; readonly problem: string };
  readonly RR604: { readonly file: string; readonly diagnostics: readonly Diagnostic[] };
  readonly RR605: { readonly file: string; readonly problems: readonly string[] };
  readonly RR606: { readonly where: string; readonly problem: string };
  readonly RR607: { readonly datasource: string; readonly type: 'prometheus' | 'loki' };
  readonly RR608: { readonly text: string; readonly known: readonly string[]; readonly nearest: string | undefined };
  readonly RR609: { readonly reason: string; readonly hint: string };
  readonly RR610: { readonly file: string; readonly problems: readonly string[] };
  readonly RR611: { readonly reason: string; readonly hint: string };
  readonly RR612: { readonly services: readonly string[] };
  readonly RR613: { readonly reason: string; readonly hint: string };
  readonly RR614: { readonly reason: string };
  readonly RR615: { readonly file: string; readonly problems: readonly string[] };
  /** `status`: HTTP status, 0 where no answer came. */
  readonly RR616: { readonly reason: string; readonly hint: string; readonly status: number };
  readonly RR617: {
    readonly reason: string;
    readonly hint: string;
    readonly status: number;
    /** Of the gateway's own catalogue, such as `GW105`. */
    readonly gatewayCode: string;
  };
  readonly RR618: { readonly id: string; readonly problem: string; readonly hint: string };
  readonly RR619: { readonly file: string; readonly problem: string };
  readonly RR620: { readonly places: readonly string[] };
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
export const CLI_CATALOGUE: { readonly [C in CliErrorCode]: Entry<C> } = {
  RR601: { message: ({ problem }) => problem, hint: ({ hint }) => hint },
  RR602: {
    message: ({ file, problem }) => `${file} cannot be read: ${problem}`,
    hint: () => 'Check the path and its permissions.',
  },
  RR603: {
    message: ({ file, problem }) => `${file} cannot be written: ${problem}`,
    hint: () => 'Check that its folder exists and may be written to.',
  },
  RR604: {
    message: ({ file, diagnostics }) => {
      const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
      return `${file} is not a valid model: ${errors} ${errors === 1 ? 'error' : 'errors'}`;
    },
    hint: ({ file }) => `See them all: release-risk validate ${file}`,
  },
  RR605: {
    message: ({ file, problems }) => `${file} is not a valid bindings file: ${problems.join('; ')}`,
    hint: () => 'It maps logical names to addresses: datasources: { metrics: { url: https://prometheus.example.org } }',
  },
  RR606: {
    message: ({ where, problem }) => `${where}: ${problem}`,
    hint: () =>
      'Secrets come from the environment or from files; set the variable in the pipeline, or correct the path.',
  },
  RR607: {
    message: ({ datasource, type }) => `The datasource "${datasource}" (${type}) is not bound to a server`,
    hint: ({ datasource, type }) =>
      `Say where it is: --${type} URL, --bind ${datasource}=URL, --bindings FILE, or RELEASE_RISK_${type.toUpperCase()}_URL.`,
  },
  RR608: {
    message: ({ text }) => `The model has no service "${text}"`,
    hint: ({ known, nearest }) =>
      `${nearest === undefined ? '' : `${nearest} `}${known.length === 0 ? 'It has no services at all.' : `It has: ${listed(known)}.`}`,
  },
  RR609: { message: ({ reason }) => reason, hint: ({ hint }) => hint },
  RR610: {
    message: ({ file, problems }) => `${file} is not a valid deployment record: ${problems.join('; ')}`,
    hint: () => 'Write one with: release-risk deploy start MODEL --service X --version V --out FILE',
  },
  RR611: { message: ({ reason }) => reason, hint: ({ hint }) => hint },
  RR612: {
    message: ({ services }) =>
      `The model has ${services.length} services, and a release is of one: ${listed(services)}`,
    hint: () => 'Name it with --service X (repeatable), or take them all with --all-services.',
  },
  RR613: { message: ({ reason }) => reason, hint: ({ hint }) => hint },
  RR614: {
    message: ({ reason }) => `The program itself went wrong: ${reason}`,
    hint: () => 'Please report this with what --debug prints.',
  },
  RR615: {
    message: ({ file, problems }) => `${file} is not the verdict of this deployment: ${problems.join('; ')}`,
    hint: () => 'Write one with: release-risk gate MODEL --deployment RECORD --output FILE',
  },
  RR616: { message: ({ reason }) => reason, hint: ({ hint }) => hint },
  RR617: {
    message: ({ reason, gatewayCode }) => `The gateway refuses (${gatewayCode}): ${reason}`,
    hint: ({ hint, status }) =>
      status === 401
        ? 'Check RELEASE_RISK_GATEWAY_TOKEN, and that the gateway knows this token for what is asked of it.'
        : hint,
  },
  RR618: { message: ({ id, problem }) => `The rollback ${id} ${problem}`, hint: ({ hint }) => hint },
  RR619: {
    message: ({ file, problem }) => `${file} is not an alert as a webhook sends it: ${problem}`,
    hint: () => 'Save the body of a notification: JSON with a list of alerts.',
  },
  RR620: {
    message: ({ places }) => `The gateway is not installed beside this program: looked for ${places.join(' and ')}`,
    hint: () => 'Install @release-risk/gateway too, or start release-risk-gateway where it is.',
  },
};

const entryOf = <C extends CliErrorCode>(fault: CliFault<C>): Entry<C> => CLI_CATALOGUE[fault.code];
const described = <C extends CliErrorCode>(fault: CliFault<C>) => ({
  message: entryOf(fault).message(fault),
  hint: entryOf(fault).hint(fault),
});

/**
 * An error of the person or the environment, never of the program: it is shown without a stack trace.
 *
 * RR601 usage · RR602 unreadable file · RR603 file that cannot be written · RR604 invalid model · RR605 invalid
 * bindings · RR606 missing secret · RR607 unbound datasource · RR608 unknown service · RR609 services that cannot be
 * discovered · RR610 invalid deployment record · RR611 a datasource that refuses · RR612 service not named ·
 * RR613 nothing answered · RR614 a defect of the program · RR615 invalid verdict · RR616 no usable answer of the
 * gateway · RR617 refused by the gateway · RR618 a rollback that cannot be decided · RR619 invalid alert ·
 * RR620 no gateway to start
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
  return new CliError({ code: 'RR601', problem, hint });
}

/** Any error as one that can be shown to a person. */
export function personal(error: unknown): CliError {
  if (error instanceof CliError) return error;
  if (error instanceof QueryError) return new CliError({ code: 'RR611', reason: error.message, hint: error.hint });
  return new CliError({ code: 'RR614', reason: error instanceof Error ? error.message : String(error) });
}
