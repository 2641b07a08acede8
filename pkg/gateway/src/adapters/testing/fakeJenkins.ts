import { faultyServer, type FakeAnswer, type FakeRequest, type FaultyServer } from './faultyServer.ts';

type Parameters = Readonly<Record<string, string>>;

export interface FakeItem {
  readonly id: number;
  readonly parameters: Parameters;
  why: string | null;
  cancelled: boolean;
  build: number | undefined;
  /** Jenkins forgets an item some minutes after it left the queue. */
  forgotten: boolean;
}

export interface FakeBuild {
  readonly number: number;
  readonly parameters: Parameters;
  building: boolean;
  result: string | null;
}

/** What can be switched while it runs. */
export interface JenkinsTraps {
  declared: string[];
  buildable: boolean;
  /** A queue decision handler refuses: 302 to ".", and nothing is scheduled. */
  refuses: boolean;
  /** Parameters that make two calls different to the queue; calls that are the same there are joined. */
  comparedBy: readonly string[];
  hidesJob: boolean;
  withoutLocation: boolean;
  /** In so many of the next look-ups neither queue nor builds show what was scheduled last. */
  lag: number;
}

export interface FakeJenkins extends FaultyServer {
  readonly user: string;
  readonly token: string;
  readonly traps: JenkinsTraps;
  readonly items: FakeItem[];
  readonly builds: FakeBuild[];
  /** Correlation ids of what was scheduled, in order; undefined where the parameter was dropped. */
  readonly executions: readonly (string | undefined)[];
  /** All that waits in the queue becomes builds. */
  start(): void;
  end(correlationId: string, result: string): void;
  /** Killed and started again: what waited in the queue is lost. */
  crash(): void;
}

interface State extends Pick<FakeJenkins, 'traps' | 'items' | 'builds'> {
  readonly executions: (string | undefined)[];
}

const JOB = '/job/shop/job/rollback';
const DECLARED = [
  'CORRELATION_ID',
  'TARGET_VERSION',
  'TARGET_SHA',
  'TARGET_ARTIFACT',
  'BAD_VERSION',
  'SERVICE',
  'REASON',
];

type Route = readonly [string, RegExp, (state: State, request: FakeRequest, id: number) => FakeAnswer];

/** Jenkins with the parameterised job shop/rollback, its queue and its builds. */
export async function fakeJenkins(): Promise<FakeJenkins> {
  const user = 'release-risk';
  const token = '11fakejenkinstoken00';
  const state: State = {
    traps: {
      declared: [...DECLARED],
      buildable: true,
      refuses: false,
      comparedBy: DECLARED,
      hidesJob: false,
      withoutLocation: false,
      lag: 0,
    },
    items: [],
    builds: [{ number: 6, parameters: {}, building: false, result: 'SUCCESS' }],
    executions: [],
  };
  const basic = `Basic ${Buffer.from(`${user}:${token}`).toString('base64')}`;
  const server = await faultyServer((request) => {
    if (request.headers.authorization !== basic) return page(401, 'Unauthorized');
    for (const [method, path, answer] of ROUTES) {
      const match = path.exec(request.path);
      if (request.method === method && match !== null) return answer(state, request, Number(match[1]));
    }
    return page(404, 'Not Found');
  });
  const start = () => {
    for (const item of state.items.filter(isWaiting)) {
      const build = { number: nextNumber(state), parameters: item.parameters, building: true, result: null };
      state.builds.push(build);
      item.build = build.number;
    }
  };
  return {
    ...server,
    ...state,
    user,
    token,
    start,
    end(correlationId, result) {
      start();
      const build = state.builds.find(({ parameters }) => parameters['CORRELATION_ID'] === correlationId);
      if (build !== undefined) Object.assign(build, { building: false, result });
    },
    crash() {
      state.items.splice(0);
    },
  };
}

const ROUTES: readonly Route[] = [
  ['POST', new RegExp(`^${JOB}/buildWithParameters$`), schedule],
  ['GET', new RegExp(`^${JOB}/api/json$`), showJob],
  ['GET', new RegExp(`^${JOB}/(\\d+)/api/json$`), showBuild],
  ['GET', /^\/queue\/api\/json$/, showQueue],
  ['GET', /^\/queue\/item\/(\d+)\/api\/json$/, showItem],
];

function page(status: number, title: string, headers: Readonly<Record<string, string>> = {}): FakeAnswer {
  return {
    status,
    headers: { 'content-type': 'text/html;charset=utf-8', ...headers },
    text: `<html><head><title>${title}</title></head></html>`,
  };
}

function isWaiting({ cancelled, build }: FakeItem): boolean {
  return !cancelled && build === undefined;
}

function nextNumber({ builds }: State): number {
  return (builds.at(-1)?.number ?? 0) + 1;
}

function schedule({ traps, items, executions }: State, { body, headers }: FakeRequest): FakeAnswer {
  if (traps.hidesJob) return page(404, 'Not Found');
  if (!traps.buildable) return page(409, 'Conflict');
  if (traps.declared.length === 0)
    return page(500, 'java.lang.IllegalStateException: This build is not parameterized!');
  if (traps.refuses) return { status: 302, headers: { location: '.' } };
  // What the job does not declare is dropped without a word.
  const parameters = Object.fromEntries(
    [...new URLSearchParams(body)].filter(([name]) => traps.declared.includes(name)),
  );
  const same = items.find(
    (item) => isWaiting(item) && traps.comparedBy.every((name) => item.parameters[name] === parameters[name]),
  );
  const item = same ?? {
    id: 101 + items.length,
    parameters,
    why: 'In the quiet period. Expires in 4.9 sec',
    cancelled: false,
    build: undefined,
    forgotten: false,
  };
  if (same === undefined) {
    items.push(item);
    executions.push(parameters['CORRELATION_ID']);
  }
  const location = `http://${headers.host ?? ''}/queue/item/${String(item.id)}/`;
  return { status: 201, headers: traps.withoutLocation ? {} : { location } };
}

function actionsOf(parameters: Parameters): object[] {
  const listed = Object.entries(parameters).map(([name, value]) => ({
    _class: 'hudson.model.StringParameterValue',
    name,
    value,
  }));
  return [{ _class: 'hudson.model.ParametersAction', parameters: listed }, { _class: 'hudson.model.CauseAction' }, {}];
}

function buildAnswer({ number, parameters, building, result }: FakeBuild): object {
  const url = `https://jenkins.example.com${JOB}/${String(number)}/`;
  return { _class: 'hudson.model.FreeStyleBuild', number, url, building, result, actions: actionsOf(parameters) };
}

function showJob(state: State, { query }: FakeRequest): FakeAnswer {
  const { traps, builds } = state;
  if (traps.hidesJob) return page(404, 'Not Found');
  const tree = query.get('tree') ?? '';
  const limit = /^builds\[.*\]\{0,(\d+)\}$/.exec(tree)?.[1];
  if (limit !== undefined) {
    const isLagging = traps.lag > 0;
    if (isLagging) traps.lag -= 1;
    const shown = isLagging ? builds.slice(0, 1) : builds;
    return { status: 200, json: { builds: [...shown].reverse().slice(0, Number(limit)).map(buildAnswer) } };
  }
  const parameterDefinitions = traps.declared.map((name) => ({
    _class: 'hudson.model.StringParameterDefinition',
    name,
  }));
  const json = {
    _class: 'hudson.model.FreeStyleProject',
    buildable: traps.buildable,
    nextBuildNumber: nextNumber(state),
    property: [{}, ...(traps.declared.length === 0 ? [] : [{ parameterDefinitions }])],
  };
  return { status: 200, json };
}

function showBuild({ builds }: State, _: FakeRequest, number: number): FakeAnswer {
  const build = builds.find((one) => one.number === number);
  return build === undefined ? page(404, 'Not Found') : { status: 200, json: buildAnswer(build) };
}

function itemAnswer({ id, why, cancelled, build, parameters }: FakeItem): object {
  const url = `https://jenkins.example.com${JOB}/${String(build)}/`;
  return {
    _class: build === undefined ? 'hudson.model.Queue$WaitingItem' : 'hudson.model.Queue$LeftItem',
    id,
    why: build === undefined ? why : null,
    actions: actionsOf(parameters),
    ...(cancelled ? { cancelled: true } : {}),
    ...(build === undefined ? {} : { cancelled: false, executable: { number: build, url } }),
  };
}

function showQueue({ traps, items }: State): FakeAnswer {
  // What is just leaving the queue is for a moment neither there nor among the builds.
  const shown = traps.lag > 0 ? items.slice(0, -1) : items;
  return { status: 200, json: { items: shown.filter(isWaiting).map(itemAnswer) } };
}

function showItem({ items }: State, _: FakeRequest, id: number): FakeAnswer {
  const item = items.find((one) => one.id === id && !one.forgotten);
  return item === undefined ? page(404, 'Not Found') : { status: 200, json: itemAnswer(item) };
}
