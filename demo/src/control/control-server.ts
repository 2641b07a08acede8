import { readFile } from 'node:fs/promises';
import { transform } from 'esbuild';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ReceivedAlert } from '../servers/alert-receiver.ts';
import { SERVICE } from '../workload/identity.ts';
import { releaseRequestSchema, running } from '../workload/releases.ts';
import type { Workload } from '../workload/workload.ts';
import type { RollbackDesk } from '../gateway/rollback-desk.ts';
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
  /** What was sent to the team, the newest first; absent where nothing sends alerts. */
  readonly alerts?: () => readonly ReceivedAlert[];
  /** What is done about rollbacks; absent without a gateway. */
  readonly desk?: RollbackDesk;
  /** The clock, ms since 1970. */
  readonly now: () => number;
}

/**
 * The control page and its API: `GET /api/state`, `POST /api/releases {fault, version?, commit?, author?}`,
 * `POST /api/rollback`; with a gateway the routes of {@link serveDesk}, too. It answers only to requests for a loopback name with JSON bodies, so that no web page elsewhere
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
  if (options.desk) serveDesk(app, options.desk);
  return app;
}

const decisionSchema = z.object({ id: z.string().max(200).optional() });

/** A report is a page of its own; it brings its style along. */
const REPORT_HEADERS = {
  ...SECURITY_HEADERS,
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
} as const;

/**
 * What a person does about rollbacks: `POST /api/rollbacks/approve|reject {id?}`, `POST /api/holds`,
 * `POST /api/gateway/kill`; and reports where the gateway's own links to them lead.
 */
function serveDesk(app: FastifyInstance, desk: RollbackDesk): void {
  const doing = async (reply: FastifyReply, work: () => Promise<string> | string) => {
    try {
      return await reply.send({ done: await work() });
    } catch (error) {
      return refuse(reply, 409, error instanceof Error ? error.message : String(error));
    }
  };
  for (const decision of ['approve', 'reject'] as const) {
    app.post(`/api/rollbacks/${decision}`, async (request, reply) => {
      const wanted = decisionSchema.safeParse(request.body ?? {});
      if (!wanted.success) return refuse(reply, 400, 'id: not an id');
      return doing(reply, () => desk.decide(decision, wanted.data.id));
    });
  }
  app.post('/api/holds', async (_request, reply) => doing(reply, () => desk.hold()));
  app.post('/api/gateway/kill', async (_request, reply) => doing(reply, () => desk.kill()));
  app.get<{ Params: { id: string } }>('/v1/rollbacks/:id/report', async (request, reply) => {
    try {
      const report = await desk.report(request.params.id);
      return await reply.headers(REPORT_HEADERS).type('text/html; charset=utf-8').send(report);
    } catch (error) {
      return refuse(reply, 404, error instanceof Error ? error.message : String(error));
    }
  });
}

function pageState({ workload, watch, parts, commands, notes, alerts, desk, now }: ControlOptions): PageState {
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
    ...(desk && { rollbacks: desk.state() }),
  };
}

async function loadPage(): Promise<readonly { path: string; type: string; content: string }[]> {
  const read = (name: string) => readFile(new URL(`./page/${name}`, import.meta.url), 'utf8');
  const compile = async (name: string) =>
    (await transform(await read(name), { loader: 'ts', target: 'es2022', format: 'esm' })).code.replaceAll(
      /from "(\.\/[\w-]+)\.ts"/g,
      'from "$1.js"',
    );
  const scripts = ['client', 'elements', 'line-chart', 'rollback-card', 'verdict-icon', 'signal-table'];
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
