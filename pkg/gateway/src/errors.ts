/** What each code knows about what went wrong. GW1xx: a request; GW2xx: the configuration; GW3xx: the store. */
interface Faults {
  readonly GW100: object;
  readonly GW101: { readonly problem: string };
  readonly GW102: object;
  readonly GW103: { readonly problem: string };
  readonly GW104: { readonly what: string };
  readonly GW105: { readonly problem: string; readonly remedy: string };
  readonly GW106: { readonly problem: string };
  readonly GW107: object;
  readonly GW108: { readonly bytes: number };
  readonly GW109: { readonly problem: string };
  readonly GW110: { readonly seconds: number };
  readonly GW201: { readonly file: string; readonly problems: readonly string[] };
  readonly GW202: { readonly where: string; readonly problem: string };
  readonly GW203: { readonly problem: string; readonly remedy: string };
  readonly GW301: { readonly problem: string };
}

export type GatewayErrorCode = keyof Faults;
export type GatewayFault<C extends GatewayErrorCode = GatewayErrorCode> = {
  readonly [K in C]: { readonly code: K } & Faults[K];
}[C];

interface Entry<C extends GatewayErrorCode> {
  /** What the API answers with. */
  readonly status: number;
  readonly message: (fault: GatewayFault<C>) => string;
  readonly hint: (fault: GatewayFault<C>) => string;
}

/** Every error of the gateway: what is wrong, and what to do. */
export const GATEWAY_CATALOGUE: { readonly [C in GatewayErrorCode]: Entry<C> } = {
  GW100: {
    status: 500,
    message: () => 'Something went wrong inside the gateway',
    hint: () => 'The log says more.',
  },
  GW101: {
    status: 400,
    message: ({ problem }) => `The request is not understood: ${problem}`,
    hint: () => 'Compare it with /openapi.json.',
  },
  // Whoever guesses learns nothing: not which part was wrong.
  GW102: { status: 401, message: () => 'Not authorized', hint: () => 'Check the credentials of the caller.' },
  GW103: {
    status: 422,
    message: ({ problem }) => `The alert cannot be used: ${problem}`,
    hint: () => "Use Grafana's default payload, without a template, and keep the labels of the generated rules.",
  },
  GW104: { status: 404, message: ({ what }) => `There is no ${what}`, hint: () => 'Check its id.' },
  GW105: { status: 409, message: ({ problem }) => problem, hint: ({ remedy }) => remedy },
  GW106: {
    status: 403,
    message: ({ problem }) => problem,
    hint: () => 'Somebody else who is allowed to has to do it.',
  },
  GW107: {
    status: 503,
    message: () => 'Nothing was accepted: the store cannot commit',
    hint: () => 'Send it again. The reason stands in /readyz and in the log.',
  },
  GW108: {
    status: 413,
    message: ({ bytes }) => `The body is larger than ${bytes} bytes`,
    hint: () => 'Lower maxAlerts of the contact point.',
  },
  GW109: {
    status: 415,
    message: ({ problem }) => problem,
    hint: () => 'Send JSON, not compressed.',
  },
  GW110: {
    status: 429,
    message: () => 'Too many requests',
    hint: ({ seconds }) => `Wait ${seconds} s.`,
  },
  GW201: {
    status: 500,
    message: ({ file, problems }) =>
      `${file} is not a valid configuration:${problems.length === 1 ? ` ${problems.join('')}` : problems.map((one) => `\n  ${one}`).join('')}`,
    hint: () => 'See docs/gateway-configuration.md; `release-risk-gateway --check` reads it without starting.',
  },
  GW202: {
    status: 500,
    message: ({ where, problem }) => `${where}: ${problem}`,
    hint: () => 'Secrets come from the environment or from files.',
  },
  GW203: { status: 500, message: ({ problem }) => problem, hint: ({ remedy }) => remedy },
  GW301: {
    status: 500,
    message: ({ problem }) => `The store cannot be used: ${problem}`,
    hint: () =>
      'Check that it is there, that it runs and what the gateway may do with it. Nothing is started upon a store that does not keep what it is given.',
  },
};

const entryOf = <C extends GatewayErrorCode>(fault: GatewayFault<C>): Entry<C> => GATEWAY_CATALOGUE[fault.code];
const described = <C extends GatewayErrorCode>(fault: GatewayFault<C>) => ({
  status: entryOf(fault).status,
  message: entryOf(fault).message(fault),
  hint: entryOf(fault).hint(fault),
});

/** An error for whoever called or set up the gateway: shown without a stack trace. */
export class GatewayError extends Error {
  readonly code: GatewayErrorCode;
  /** HTTP status of the answer. */
  readonly status: number;
  readonly hint: string;

  constructor(readonly fault: GatewayFault) {
    const { status, message, hint } = described(fault);
    super(message);
    this.name = 'GatewayError';
    this.code = fault.code;
    this.status = status;
    this.hint = hint;
  }
}
