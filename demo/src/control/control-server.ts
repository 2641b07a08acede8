import { readFile } from 'node:fs/promises';
import { transform } from 'esbuild';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { ReceivedAlert } from '../servers/alert-receiver.ts';
import { SERVICE } from '../workload/identity.ts';
import { releaseRequestSchema, running } from '../workload/releases.ts';
import type { Workload } from '../workload/workload.ts';
import { ACTIONS } from './actions.ts';
import type { PageState } from './page-state.ts';
import type { CommandHint, Part } from './parts.ts';
import type { ScoreWatch } from './score-watch.ts';

const MARKS_MS = 10 * 60_000;

/** Everything in it comes from this server; scripts and styles in attributes or text do not run. */
const SECURITY_HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
} as const;

/** What the control page shows and controls. */
export interface ControlOptions {
  readonly workload: Pick<Workload, 'releases' | 'release' | 'rollback'>;
  readonly watch: Pick<ScoreWatch, 'state' | 'points'>;
  readonly parts: readonly Part[];
  readonly commands: readonly CommandHint[];
  readonly notes: readonly string[];
  /** What Grafana sent, the newest first; absent without a Grafana. */
  readonly alerts?: () => readonly ReceivedAlert[];
  /** The clock, ms since 1970. */
  readonly now: () => number;
}

/**
 * The control page and its API: `GET /api/state`, `POST /api/releases {fault, version?, commit?, author?}`,
 * `POST /api/rollback`. It answers only to requests for a loopback name with JSON bodies, so that no web page elsewhere
 * can press its buttons.
 */
export async function createControlServer(options: ControlOptions): Promise<FastifyInstance> {
  const assets = await loadPage();
  const app = Fastify({ logger: false });
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(SECURITY_HEADERS);
    if (!isLoopbackName(request.headers.host)) return refuse(reply, 403, 'only for requests to 127.0.0.1 or localhost');
    if (request.method === 'POST' && !isOwnJson(request))
      return refuse(reply, 403, 'only for JSON requests of this page');
  });
  for (const { path, type, content } of assets) {
    app.get(path, async (_request, reply) => reply.type(type).send(content));
  }
  app.get('/favicon.ico', async (_request, reply) => reply.code(204).send());
  app.get('/api/state', async () => pageState(options));
  app.post('/api/releases', async (request, reply) => {
    const wanted = releaseRequestSchema.safeParse(request.body ?? {});
    if (!wanted.success) {
      const [issue] = wanted.error.issues;
      return refuse(reply, 400, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not a release'}`);
    }
    return reply.code(201).send(options.workload.release(wanted.data));
  });
  app.post('/api/rollback', async (_request, reply) => {
    const release = options.workload.rollback();
    return release ? reply.code(201).send(release) : refuse(reply, 409, 'there is no earlier good version');
  });
  return app;
}

function pageState({ workload, watch, parts, commands, notes, alerts, now }: ControlOptions): PageState {
  const nowMs = now();
  const releases = workload.releases();
  return {
    nowMs,
    service: SERVICE,
    score: watch.state,
    points: watch.points,
    running: running(releases),
    releases: releases.filter(({ deployedAtMs }) => deployedAtMs > nowMs - MARKS_MS),
    actions: ACTIONS,
    parts,
    commands,
    notes,
    ...(alerts && { alerts: alerts() }),
  };
}

async function loadPage(): Promise<readonly { path: string; type: string; content: string }[]> {
  const read = (name: string) => readFile(new URL(`./page/${name}`, import.meta.url), 'utf8');
  const compile = async (name: string) =>
    (await transform(await read(name), { loader: 'ts', target: 'es2022', format: 'esm' })).code.replaceAll(
      /from "(\.\/[\w-]+)\.ts"/g,
      'from "$1.js"',
    );
  const scripts = ['client', 'elements', 'line-chart', 'verdict-icon', 'signal-table'];
  return [
    { path: '/', type: 'text/html; charset=utf-8', content: await read('page.html') },
    { path: '/page.css', type: 'text/css; charset=utf-8', content: await read('page.css') },
    ...(await Promise.all(
      scripts.map(async (name) => ({
        path: `/${name}.js`,
        type: 'text/javascript; charset=utf-8',
        content: await compile(`${name}.ts`),
      })),
    )),
  ];
}

function isLoopbackName(host: string | undefined): boolean {
  return /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host ?? '');
}

function isOwnJson(request: FastifyRequest): boolean {
  const { origin, host } = request.headers;
  const fromHere = origin === undefined || origin === `http://${host ?? ''}`;
  return fromHere && (request.headers['content-type'] ?? '').startsWith('application/json');
}

function refuse(reply: FastifyReply, code: number, error: string): FastifyReply {
  return reply.code(code).send({ error });
}
