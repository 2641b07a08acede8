/** The catalogue of what can go wrong with Grafana: one sentence and one hint per code, and the error that carries them. */
import { OPERATIONS, type Operation } from './operations.ts';

/** What each code knows beyond the context it happened in. */
export interface GrafanaFaults {
  readonly invalidTarget: { readonly problem: string; readonly remedy: string };
  readonly unreachable: { readonly detail: string };
  readonly timeout: { readonly waitedMs: number };
  readonly aborted: object;
  readonly unauthorized: object;
  /** `permissions`: what Grafana says is needed, or what the call is known to need. */
  readonly forbidden: { readonly permissions: readonly string[] };
  readonly notFound: object;
  readonly conflict: object;
  /** Something uses what should be deleted. */
  readonly inUse: object;
  /** Another writer was faster. */
  readonly changed: object;
  /** Provisioned by files, Terraform or another tool: only that may change it. */
  readonly locked: object;
  readonly badRequest: object;
  readonly redirected: { readonly location: string | undefined };
  readonly rateLimited: object;
  readonly serverError: object;
  readonly unexpectedStatus: object;
  readonly notJson: { readonly problem: string };
  readonly unexpectedShape: { readonly problem: string };
  readonly redactedSecret: object;
  readonly notAsApplied: { readonly differences: readonly string[] };
  /** More than Grafana is sure to keep. */
  readonly tooLarge: { readonly bytes: number; readonly atMost: number };
}

export type GrafanaErrorCode = keyof GrafanaFaults;
export type GrafanaFault<C extends GrafanaErrorCode = GrafanaErrorCode> = {
  readonly [K in C]: { readonly code: K } & GrafanaFaults[K];
}[C];

/** Where it happened. Nothing in it is secret. */
export interface GrafanaErrorContext {
  /** Without credentials and query parameters. */
  readonly url: string;
  readonly operation?: Operation | undefined;
  /** Which one, such as `"Release risk lead-bot"`. */
  readonly subject?: string | undefined;
  readonly status?: number | undefined;
  /** Grafana's own words: one line, secrets struck out. */
  readonly serverMessage?: string | undefined;
  readonly attempts?: number | undefined;
  /** The request may have changed something although no answer came. */
  readonly unknownOutcome?: boolean | undefined;
}

interface Entry<C extends GrafanaErrorCode> {
  readonly message: (fault: GrafanaFault<C>, context: GrafanaErrorContext) => string;
  readonly hint: (fault: GrafanaFault<C>, context: GrafanaErrorContext) => string;
}

const asked = ({ operation, subject }: GrafanaErrorContext): string =>
  [operation === undefined ? 'answer' : OPERATIONS[operation].says, ...(subject === undefined ? [] : [subject])].join(
    ' ',
  );
const said = ({ serverMessage }: GrafanaErrorContext): string =>
  serverMessage === undefined || serverMessage === '' ? '' : `: ${serverMessage}`;
const again = ({ unknownOutcome }: GrafanaErrorContext): string =>
  unknownOutcome === true ? ' Whether it was written is not known; the next run finds out and finishes.' : '';

const CATALOGUE: { readonly [C in GrafanaErrorCode]: Entry<C> } = {
  invalidTarget: { message: ({ problem }) => `Grafana is set up wrongly: ${problem}`, hint: ({ remedy }) => remedy },
  unreachable: {
    message: ({ detail }) => `Grafana could not be reached${detail === '' ? '' : ` (${detail})`}`,
    hint: (_, context) => `Check the address, the network and the certificate.${again(context)}`,
  },
  timeout: {
    message: ({ waitedMs }, context) =>
      `Grafana did not ${asked(context)} within ${String(Math.round(waitedMs / 100) / 10)} s`,
    hint: (_, context) => `Check its load and the datasources behind it.${again(context)}`,
  },
  aborted: {
    message: (_, context) => `Grafana was not waited for to ${asked(context)}: the run was interrupted`,
    hint: (_, context) => `Run it again to finish.${again(context)}`,
  },
  unauthorized: {
    message: (_, context) => `Grafana does not accept the credentials${said(context)}`,
    hint: () =>
      'Check the service account token (expired? of this Grafana?) or user and password, and the organisation.',
  },
  forbidden: {
    message: (_, context) => `Grafana does not allow this account to ${asked(context)}${said(context)}`,
    hint: ({ permissions }) =>
      permissions.length === 0
        ? 'Give the service account the role Editor, or the permission for it.'
        : `The permission is missing: ${permissions.join(', or ')}. The role Editor has it in folders it may edit; Admin everywhere.`,
  },
  notFound: {
    message: (_, context) => `Grafana has nothing to ${asked(context)}${said(context)}`,
    hint: () =>
      'Check the address (a Grafana under a path needs it: https://host/grafana), the organisation, and whether it was deleted meanwhile.',
  },
  conflict: {
    message: (_, context) => `Grafana could not ${asked(context)}: it conflicts with what is there${said(context)}`,
    hint: () => 'See what is there with `release-risk diff`, then run again.',
  },
  inUse: {
    message: (_, context) => `Grafana did not ${asked(context)}: it is still in use${said(context)}`,
    hint: () => 'Take it out of the rules or policies that use it first.',
  },
  changed: {
    message: (_, context) =>
      `Grafana did not ${asked(context)}: someone else changed it at the same time${said(context)}`,
    hint: () => 'Nothing is lost. Run it again: it starts from what is there now and finishes.',
  },
  locked: {
    message: (_, context) => `Grafana did not ${asked(context)}: another tool provisions it${said(context)}`,
    hint: () => 'Files or Terraform own it: change it there, or delete it there before applying here.',
  },
  badRequest: {
    message: (_, context) => `Grafana refused to ${asked(context)}${said(context)}`,
    hint: () => "The words are Grafana's own; correct what they name.",
  },
  redirected: {
    message: ({ location }) => `Grafana answers with a redirect${location === undefined ? '' : ` to ${location}`}`,
    hint: () =>
      'Give the final address (often https, or with a path); a redirect to a login page means missing credentials.',
  },
  rateLimited: {
    message: (_, context) => `Grafana asks for fewer requests${said(context)}`,
    hint: () => 'Wait a little, then run it again.',
  },
  serverError: {
    message: (_, context) => `Grafana failed to ${asked(context)}${said(context)}`,
    hint: (_, context) => `See Grafana's log at this time.${again(context)} Run it again.`,
  },
  unexpectedStatus: {
    message: (_, context) => `Grafana gave an unexpected answer when asked to ${asked(context)}${said(context)}`,
    hint: () => 'Check that the address is that of Grafana itself, and what stands in between (proxy, firewall).',
  },
  notJson: {
    message: ({ problem }) => `Grafana did not answer with JSON: ${problem}`,
    hint: () => 'Most often a login page or a page of a proxy: open the address and check it and the credentials.',
  },
  unexpectedShape: {
    message: ({ problem }, context) =>
      `Grafana answered in an unknown shape when asked to ${asked(context)}: ${problem}`,
    hint: () => 'Grafana 12.2 or newer is needed. If it is one, please report this.',
  },
  redactedSecret: {
    message: (_, context) => `A secret is missing to ${asked(context)}`,
    hint: () => 'Grafana would store the placeholder it shows in its place. Give the secret itself.',
  },
  notAsApplied: {
    message: ({ differences }) =>
      `Grafana does not hold what was applied: ${differences.slice(0, 3).join('; ')}${differences.length > 3 ? ` and ${String(differences.length - 3)} more` : ''}`,
    hint: () => 'Someone may be writing at the same time. See `release-risk diff`, then apply again.',
  },
  tooLarge: {
    message: ({ bytes, atMost }, context) =>
      `There is too much to ${asked(context)}: ${kilobytes(bytes)}, and at most ${kilobytes(atMost)} are sure to be kept`,
    hint: () =>
      'Let a query discover services instead of listing them, take out models that nobody uses, or keep models in files and apply them with `release-risk apply`.',
  },
};

function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KB`;
}

const entryOf = <C extends GrafanaErrorCode>(fault: GrafanaFault<C>): Entry<C> => CATALOGUE[fault.code];
const described = <C extends GrafanaErrorCode>(fault: GrafanaFault<C>, context: GrafanaErrorContext) => ({
  message: entryOf(fault).message(fault, context),
  hint: entryOf(fault).hint(fault, context),
});

/** The only error of this package that is meant for people. */
export class GrafanaError extends Error {
  readonly code: GrafanaErrorCode;
  /** What to do about it, one or more sentences. */
  readonly hint: string;

  constructor(
    readonly fault: GrafanaFault,
    readonly context: GrafanaErrorContext,
  ) {
    const { message, hint } = described(fault, context);
    super(message);
    this.name = 'GrafanaError';
    this.code = fault.code;
    this.hint = hint;
  }
}
