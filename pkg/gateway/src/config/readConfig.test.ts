import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GatewayError } from '../errors.ts';
import { type Environment, readConfig } from './readConfig.ts';

let folder = '';
let file = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'release-risk-config-'));
  file = join(folder, 'gateway.yaml');
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function read(yaml: string | Buffer, env: Environment = {}) {
  writeFileSync(file, yaml);
  return readConfig(file, env);
}

/** What it is refused with; an answer means that it was not refused. */
function refusalOf(work: () => unknown): GatewayError | 'not refused' {
  try {
    work();
    return 'not refused';
  } catch (error) {
    if (error instanceof GatewayError) return error;
    throw error;
  }
}

function problemsOf(yaml: string | Buffer, env: Environment = {}): readonly string[] {
  const refusal = refusalOf(() => read(yaml, env));
  if (refusal === 'not refused') return [];
  expect(refusal.message).toContain(file);
  return refusal.fault.code === 'GW201' ? refusal.fault.problems : [`another error: ${refusal.code}`];
}

const WHOLE = `models: [{ file: shop.yaml }]
evaluate: { through: servers, datasources: { metrics: { url: 'https://prometheus.example.com' } } }
tokens:
  - { name: alertmanager, secret: { env: ALERTS }, scopes: [alerts] }
`;

const WITH_CALLS = `${WHOLE}egress: { allow: [hooks.example.com] }
adapters:
  deploy: { kind: webhook, url: 'https://hooks.example.com', secret: { env: HOOK } }
channels:
  team: { kind: slack, token: { env: SLACK }, channel: C0123456789 }
`;

const steps = (...all: readonly string[]) => `${WITH_CALLS}releases:
  - name: shop
    mode: act
    steps:
${all.map((step) => `      - { ${step} }\n`).join('')}`;

describe('A configuration', () => {
  it('is taken with everything that it leaves out', () => {
    const { config } = read(WHOLE);
    expect([config.listen, config.store, config.workers, config.retention, config.log]).toEqual([
      { host: '127.0.0.1', port: 8686 },
      { sqlite: { file: 'release-risk-gateway.db' } },
      8,
      { deliveries: 7 * 86_400_000, rollbacks: 400 * 86_400_000 },
      { level: 'info' },
    ]);
    expect([config.adapters, config.channels, config.releases, config.escalation, config.egress]).toEqual([
      {},
      {},
      [],
      [],
      undefined,
    ]);
  });

  it('reads durations as milliseconds, wherever they stand', () => {
    const { config } = read(`${steps('id: a, kind: code, adapter: deploy, callTimeout: 90s')}    approvalExpires: 1h30m
grafana: { url: 'https://grafana.example.com', token: { env: G }, reconcile: 45s }
escalation: [{ after: 0s, channels: [team] }, { after: 5m, channels: [team] }]
retention: { deliveries: 1d }
`);
    expect(config.releases[0]).toMatchObject({
      approvalExpires: 5_400_000,
      steps: [{ callTimeout: 90_000, timeout: 900_000 }],
    });
    expect(config.grafana?.reconcile).toBe(45_000);
    expect(config.escalation.map(({ after }) => after)).toEqual([0, 300_000]);
    expect(config.retention).toEqual({ deliveries: 86_400_000, rollbacks: 400 * 86_400_000 });
  });

  it('is the same in JSON, with anchors, with line breaks of Windows and with a byte order mark', () => {
    const plain = read(WITH_CALLS).config;
    expect(read(WITH_CALLS.replaceAll('\n', '\r\n')).config).toEqual(plain);
    expect(read(`\uFEFF${WITH_CALLS}`).config).toEqual(plain);
    const anchored = WITH_CALLS.replace('{ env: HOOK }', '&hook { env: HOOK }').replace('{ env: SLACK }', '*hook');
    expect(read(anchored).config.channels['team']).toMatchObject({ token: { env: 'HOOK' } });
    expect(
      read(
        JSON.stringify({
          models: [{ file: 'a.yaml' }],
          evaluate: { through: 'servers', datasources: {} },
          tokens: plain.tokens,
        }),
      ).config.tokens,
    ).toEqual(plain.tokens);
  });

  it.each<[string, string | Buffer, readonly string[]]>([
    ['an unknown key', `${WHOLE}egres: {}\n`, ['line 5, column 1, egres: Unknown key "egres". Did you mean "egress"?']],
    [
      'an unknown key deep inside',
      WHOLE.replace('scopes:', 'scope:'),
      [
        expect.stringMatching(/^line 4, column \d+, tokens\.0\.scopes: "scopes" is missing/) as string,
        'line 4, column 52, tokens.0.scope: Unknown key "scope". Did you mean "scopes"?',
      ],
    ],
    ['a wrong type', `${WHOLE}workers: many\n`, ['line 5, column 10, workers: Expected a number, got "many"']],
    [
      'a port out of range',
      `${WHOLE}listen: { port: 65536 }\n`,
      ['line 5, column 17, listen.port: Must be at most 65535, not 65536'],
    ],
    [
      'a port that is none',
      `${WHOLE}listen: { port: 80.5 }\n`,
      [expect.stringMatching(/^line 5, column 17, listen\.port: Expected a whole number/) as string],
    ],
    [
      'no models',
      WHOLE.replace(/models: .*\n/, ''),
      ['line 1, column 1, models: "models" is missing. Add "models: ...".'],
    ],
    [
      'a secret in clear',
      WHOLE.replace('{ env: ALERTS }', 's3cr3t'),
      [expect.stringMatching(/^line 4, column 35, tokens\.0\.secret: Expected a mapping, got/) as string],
    ],
    [
      'a secret with a wrong key',
      WHOLE.replace('{ env: ALERTS }', '{ enw: ALERTS }'),
      ['line 4, column 37, tokens.0.secret.enw: Unknown key "enw". Did you mean "env"?'],
    ],
    [
      'an adapter of an unknown kind',
      WITH_CALLS.replace('kind: webhook', 'kind: webhok'),
      ['line 7, column 19, adapters.deploy.kind: "webhok" is not allowed. Did you mean "webhook"?'],
    ],
    [
      'a channel of an unknown kind',
      WITH_CALLS.replace('kind: slack', 'kind: fax'),
      [
        expect.stringMatching(
          /^line 9, column 17, channels\.team\.kind: "fax" is not allowed. Allowed: slack, email,/,
        ) as string,
      ],
    ],
    [
      'a name with blanks',
      WITH_CALLS.replace('deploy:', "'The Deploy':"),
      [
        expect.stringMatching(
          /^line 7, column 3, adapters\.The Deploy: The name "The Deploy" must be a name of small letters/,
        ) as string,
      ],
    ],
    [
      'a step whose adapter nobody configured',
      steps('id: a, kind: code, adapter: deplo'),
      ['line 14, column 39, releases.0.steps.0.adapter: There is no adapter "deplo". Did you mean "deploy"?'],
    ],
    [
      'a step of a kind that nobody knows',
      steps('id: a, kind: cod, adapter: deploy'),
      ['line 14, column 24, releases.0.steps.0.kind: "cod" is not allowed. Did you mean "code"?'],
    ],
    [
      'a duration that is none',
      steps('id: a, kind: code, adapter: deploy, timeout: 5 minutes'),
      ['line 14, column 56, releases.0.steps.0.timeout: "5 minutes" is not a duration such as 30s, 10m or 7d'],
    ],
    [
      'steps out of order',
      steps('id: a, kind: data, adapter: deploy', 'id: b, kind: code, adapter: deploy'),
      ['line 15, column 24, releases.0.steps.1.kind: code comes before data. Move it up.'],
    ],
    [
      'a database that goes back while bad instances may run',
      steps('id: a, kind: code, adapter: deploy', 'id: b, kind: database, adapter: deploy'),
      [
        'line 15, column 24, releases.0.steps.1.kind: No step sees that nothing bad runs any more. Put one of kind instances before it.',
      ],
    ],
    [
      'two steps of one name',
      steps('id: a, kind: code, adapter: deploy', 'id: a, kind: code, adapter: deploy'),
      ['line 15, column 15, releases.0.steps.1.id: "a" is there twice. Name one of them otherwise.'],
    ],
    [
      'an action without steps',
      `${WITH_CALLS}releases: [{ name: shop, mode: act }]\n`,
      ['line 10, column 12, releases.0.steps: Nothing is to be done, and mode is act. Add a step, or observe.'],
    ],
    [
      'a release that an earlier one hides',
      `${WITH_CALLS}releases:
  - { name: all, mode: observe }
  - { name: shop, mode: observe, match: { service: shop } }
`,
      ['line 12, column 41, releases.1.match: Everything of it belongs to "all" already. Put the narrower one first.'],
    ],
    [
      'two releases of one name',
      `${WITH_CALLS}releases:
  - { name: shop, mode: observe, match: { service: a } }
  - { name: shop, mode: observe, match: { service: b } }
`,
      ['line 12, column 13, releases.1.name: "shop" is there twice. Name one of them otherwise.'],
    ],
    [
      'no egress',
      WITH_CALLS.replace(/egress: .*\n/, ''),
      [expect.stringMatching(/^line 1, column 1, egress: Nobody may be called\. List in/) as string],
    ],
    [
      'no commands',
      `${WHOLE}adapters: { own: { kind: command, command: /opt/undo } }\n`,
      [expect.stringMatching(/^line 1, column 1, commands: Nothing may be run/) as string],
    ],
    [
      'channels that nobody configured',
      `${WITH_CALLS}notify: { ask: [team, boss] }\nescalation: [{ after: 0s, channels: [teem] }, { after: 1m, channels: [__proto__] }]\n`,
      [
        'line 10, column 23, notify.ask.1: There is no channel "boss". Known: team.',
        'line 11, column 38, escalation.0.channels.0: There is no channel "teem". Did you mean "team"?',
        'line 11, column 71, escalation.1.channels.0: There is no channel "__proto__". Known: team.',
      ],
    ],
    [
      'an escalation that goes back in time',
      `${WITH_CALLS}escalation: [{ after: 5m, channels: [team] }, { after: 1m, channels: [team] }]\n`,
      [expect.stringMatching(/^line 10, column 13, escalation: Must go on in time/) as string],
    ],
    [
      'nobody who delivers',
      WHOLE.replace('[alerts]', '[read]'),
      [expect.stringMatching(/^line 1, column 1, alerts: Nobody could deliver any\. Add/) as string],
    ],
    [
      'models of a Grafana that is not there',
      WHOLE.replace('[{ file: shop.yaml }]', 'grafana'),
      ['line 1, column 9, models: It needs a Grafana. Add `grafana` with its url and a token.'],
    ],
    [
      'a store of both kinds',
      `${WHOLE}store: { sqlite: { file: a.db }, postgres: { url: { env: PG } } }\n`,
      [expect.stringMatching(/^line 5, column \d+, store\.(postgres|sqlite): Unknown key/) as string],
    ],
    [
      'a proxy that is no address',
      `${WHOLE}trustedProxies: [everybody]\n`,
      [expect.stringMatching(/^line 5, column 18, trustedProxies\.0: Must be an address, or a CIDR/) as string],
    ],
    [
      'a document that is a list',
      '- models\n',
      ['line 1, column 1: It is not a mapping of keys to values. Start with `models:`.'],
    ],
    [
      'a document that is a text',
      'models',
      ['line 1, column 1: It is not a mapping of keys to values. Start with `models:`.'],
    ],
    ['nothing in it', '', ['line 1, column 1: It is not a mapping of keys to values. Start with `models:`.']],
    [
      'a quote that never ends',
      `${WHOLE}publicUrl: "https://x\n`,
      [expect.stringMatching(/^line \d+, column \d+: .*(quote|Look at this line)/) as string],
    ],
    [
      'a tab as indentation',
      `${WHOLE}log:\n\tlevel: info\n`,
      [
        expect.stringMatching(
          /^line 6, column \d+: A tab stands where only spaces may\. Indent with spaces\./,
        ) as string,
      ],
    ],
    [
      'two documents',
      `${WHOLE}---\n${WHOLE}`,
      [expect.stringMatching(/^line 5, column 1: The text holds more than one document$/) as string],
    ],
    [
      'a key twice',
      `${WHOLE}workers: 1\nworkers: 2\n`,
      [expect.stringMatching(/^line 6, column 1: This key stands twice in its mapping\. Remove one/) as string],
    ],
    [
      'an alias of nothing',
      `${WHOLE}publicUrl: *nowhere\n`,
      [expect.stringMatching(/^line 5, column 12: .*nowhere/) as string],
    ],
    [
      'aliases that multiply',
      `a: &a [x, x, x, x, x, x, x, x, x]\n${['b', 'c', 'd', 'e', 'f', 'g']
        .map(
          (name, at) =>
            `${name}: &${name} [${Array<string>(9)
              .fill(`*${'abcdef'[at] ?? 'a'}`)
              .join(', ')}]\n`,
        )
        .join('')}`,
      [expect.stringMatching(/^line 1, column 1: The document repeats itself through aliases/) as string],
    ],
    [
      'an alias that holds itself',
      `${WHOLE}notify: &a { ask: [*a] }\n`,
      [expect.stringMatching(/^line \d+, column \d+/) as string],
    ],
    [
      'brackets without end',
      '['.repeat(200_000),
      [expect.stringMatching(/^line 1, column 1: The text is nested too deeply/) as string],
    ],
    [
      'a size that nobody writes',
      `# ${'x'.repeat(1024 * 1024)}\n${WHOLE}`,
      ['It is too large for a configuration. Is it the right file?'],
    ],
    ['bytes that are no text', Buffer.from([0x6d, 0x3a, 0x20, 0xff, 0xfe]), ['It is not UTF-8. Is it the right file?']],
  ])('is refused with %s, with its place and what to do', (_, yaml, problems) => {
    expect(problemsOf(yaml)).toEqual(problems);
  });

  it('names all that is wrong at once, but not without end', () => {
    const wrong = Array.from({ length: 30 }, (_, at) => `wrong${String(at)}: 1\n`).join('');
    const problems = problemsOf(WHOLE + wrong);
    expect([problems.length, problems.at(-1)]).toEqual([21, 'and 10 more']);
  });

  it.each([
    ['is not there', () => join(folder, 'none.yaml'), 'ENOENT'],
    ['is a folder', () => folder, 'EISDIR'],
  ])('that %s is refused with its path', (_, path, word) => {
    const refusal = refusalOf(() => readConfig(path(), {}));
    expect(refusal).toMatchObject({
      code: 'GW201',
      hint: expect.stringContaining('gateway-configuration.md') as string,
    });
    expect(String(refusal)).toContain(path());
    expect(String(refusal)).toContain(word);
  });

  it('is refused or taken, whatever stands in it, and never anything else', () => {
    const keys = fc.constantFrom(
      'models',
      'store',
      'adapters',
      'releases',
      'tokens',
      'steps',
      'kind',
      '__proto__',
      'constructor',
      '0',
    );
    const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.constantFrom(null, 'grafana', 'webhook', 5, -1, true, ''),
        fc.dictionary(keys, tie('tree'), { maxKeys: 4 }),
        fc.array(tie('tree'), { maxLength: 3 }),
      ),
    }));
    fc.assert(
      fc.property(tree, (value) => {
        const refusal = refusalOf(() => read(JSON.stringify(value)));
        expect(refusal === 'not refused' || refusal.code === 'GW201').toBe(true);
      }),
      { numRuns: 300 },
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const refusal = refusalOf(() => read(text));
        expect(refusal).toMatchObject({ code: 'GW201' });
      }),
      { numRuns: 300 },
    );
  });
});

describe('The environment', () => {
  it('stands above the file', () => {
    const { config } = read(`${WHOLE}listen: { host: 10.0.0.1, port: 1 }\nlog: { level: error }\n`, {
      RELEASE_RISK_GATEWAY_HOST: '0.0.0.0',
      RELEASE_RISK_GATEWAY_PORT: '9000',
      RELEASE_RISK_GATEWAY_PUBLIC_URL: 'https://release-risk.example.com',
      RELEASE_RISK_GATEWAY_LOG_LEVEL: 'debug',
      RELEASE_RISK_GATEWAY_STORE_FILE: '/data/gateway.db',
    });
    expect([config.listen, config.publicUrl, config.log, config.store]).toEqual([
      { host: '0.0.0.0', port: 9000 },
      'https://release-risk.example.com',
      { level: 'debug' },
      { sqlite: { file: '/data/gateway.db' } },
    ]);
  });

  it('says nothing where it is empty', () => {
    expect(read(WHOLE, { RELEASE_RISK_GATEWAY_PORT: '', RELEASE_RISK_GATEWAY_HOST: '' }).config.listen.port).toBe(8686);
  });

  it.each<[Environment, string]>([
    [{ RELEASE_RISK_GATEWAY_PORT: 'http' }, 'RELEASE_RISK_GATEWAY_PORT, listen.port: Expected a'],
    [{ RELEASE_RISK_GATEWAY_PORT: ' ' }, 'RELEASE_RISK_GATEWAY_PORT, listen.port: Expected a'],
    [{ RELEASE_RISK_GATEWAY_PORT: '0x50' }, 'RELEASE_RISK_GATEWAY_PORT, listen.port: Expected a'],
    [{ RELEASE_RISK_GATEWAY_PORT: '99999' }, 'RELEASE_RISK_GATEWAY_PORT, listen.port: Must be at most 65535'],
    [{ RELEASE_RISK_GATEWAY_PUBLIC_URL: 'javascript:x' }, 'RELEASE_RISK_GATEWAY_PUBLIC_URL, publicUrl: '],
    [
      { RELEASE_RISK_GATEWAY_LOG_LEVEL: 'loud' },
      'RELEASE_RISK_GATEWAY_LOG_LEVEL, log.level: "loud" is not allowed. Allowed: trace',
    ],
  ])('that is wrong is named instead of a line: %j', (env, problem) => {
    expect(problemsOf(WHOLE, env)).toEqual([expect.stringContaining(problem)]);
  });

  it.each([`${WHOLE}listen: 5\n`, `${WHOLE}listen: [a]\n`, '5', 'null'])(
    'mends nothing that is no mapping: %s',
    (yaml) => {
      expect(
        problemsOf(yaml, { RELEASE_RISK_GATEWAY_PORT: '9000', RELEASE_RISK_GATEWAY_HOST: 'localhost' }),
      ).toHaveLength(1);
    },
  );

  it('names a file for a store that is another database: somebody has to say which', () => {
    const problems = problemsOf(`${WHOLE}store: { postgres: { url: { env: PG } } }\n`, {
      RELEASE_RISK_GATEWAY_STORE_FILE: 'a.db',
    });
    expect(problems).toEqual([expect.stringContaining('store')]);
  });
});

describe('Secrets', () => {
  const written = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return { file: name };
  };

  it.each([
    ['as it is', 's3cr3t', 's3cr3t'],
    ['without the line break at its end', 's3cr3t\n', 's3cr3t'],
    ['without a line break of Windows', 's3cr3t\r\n', 's3cr3t'],
    ['with all but one line break', 's3cr3t\n\n', 's3cr3t\n'],
    ['with blanks, which may belong to it', ' s3cr3t ', ' s3cr3t '],
  ])('are read from a file %s', (_, text, secret) => {
    expect(read(WHOLE).readSecret(written('secret', text))).toBe(secret);
  });

  it('are read from the environment', () => {
    expect(read(WHOLE, { ALERTS: 's3cr3t' }).readSecret({ env: 'ALERTS' })).toBe('s3cr3t');
  });

  it.each<[string, Parameters<ReturnType<typeof read>['readSecret']>[0], RegExp]>([
    ['a variable that is not set', { env: 'NONE' }, /^NONE: the environment variable is not set$/],
    ['a variable that is empty', { env: 'EMPTY' }, /^EMPTY: the environment variable is not set$/],
    ['a file that is not there', { file: 'none' }, /none: ENOENT/],
    ['a file that is empty', { file: 'empty' }, /empty: the file is empty$/],
    ['a file with a line break alone', { file: 'blank' }, /blank: the file is empty$/],
    ['a folder', { file: '.' }, /EISDIR/],
  ])('are refused from %s', (_, reference, words) => {
    written('empty', '');
    written('blank', '\n');
    const refusal = refusalOf(() => read(WHOLE, { EMPTY: '' }).readSecret(reference));
    expect(refusal).toMatchObject({ code: 'GW202', message: expect.stringMatching(words) as string });
  });

  it('are all looked for at once, and each that is missing is told with its place', () => {
    const { checkSecrets } = read(
      `${WITH_CALLS}grafana: { url: 'https://g.example.com', token: { file: none } }
alerts: { grafana: { secrets: [{ env: ONE }, { env: TWO }] } }
`,
      { HOOK: 'x', ONE: 'x' },
    );
    const refusal = refusalOf(checkSecrets);
    expect(refusal !== 'not refused' && refusal.fault.code === 'GW201' ? refusal.fault.problems : []).toEqual([
      expect.stringMatching(/^line 10, column \d+, grafana\.token: .*ENOENT/),
      'line 11, column 46, alerts.grafana.secrets.1: TWO: the environment variable is not set',
      'line 4, column 35, tokens.0.secret: ALERTS: the environment variable is not set',
      'line 9, column 31, channels.team.token: SLACK: the environment variable is not set',
    ]);
    expect(refusalOf(read(WITH_CALLS, { HOOK: 'x', ALERTS: 'x', SLACK: 'x' }).checkSecrets)).toBe('not refused');
  });

  it('are none of the files that a configuration only names', () => {
    const { checkSecrets } = read(`${WHOLE}store: { sqlite: { file: none.db } }\n`, { ALERTS: 'x' });
    expect(refusalOf(checkSecrets)).toBe('not refused');
  });
});

describe('Paths', () => {
  it('are relative to the file, wherever the gateway is started', () => {
    mkdirSync(join(folder, 'deep'), { recursive: true });
    const deep = join(folder, 'deep', 'gateway.yaml');
    writeFileSync(deep, WHOLE);
    writeFileSync(join(folder, 'secret'), 's3cr3t');
    const { pathOf, readSecret } = readConfig(deep, {});
    expect([pathOf('a.db'), pathOf('../b.db'), pathOf('/data/c.db')]).toEqual([
      join(folder, 'deep', 'a.db'),
      join(folder, 'b.db'),
      '/data/c.db',
    ]);
    expect(readSecret({ file: '../secret' })).toBe('s3cr3t');
  });
});
