import type {
  Adapter,
  Intent,
  Live,
  Lookup,
  Planned,
  PlanRequest,
  Progress,
  Searchable,
  Triggered,
} from '../../adapters/adapter.ts';

/** What happens to one call. The first three execute it; whoever calls hears nothing of it in the second and third. */
export type CallFate =
  | 'accepted'
  | 'answer lost'
  | 'process dies after'
  | 'process dies before'
  | 'not sent'
  | 'asks for time'
  | 'refused'
  | 'lost before';

/** A run is listed only so long after it began. */
const LISTING_LAGS_MS = 40_000;

/** A pipeline in memory whose log is the oracle: what it executed, in order. */
export class FakePipeline implements Adapter {
  readonly kind = 'fake';
  readonly executions: { readonly correlationId: string; readonly version: string; readonly at: number }[] = [];
  readonly planned: PlanRequest[] = [];
  /** Fates of the calls to come; `accepted` when there are none left. */
  fates: CallFate[] = [];
  /** Undefined: as the request says. */
  plans: Planned | undefined;
  progress: Progress = { kind: 'succeeded' };
  live: Live = { kind: 'live' };
  /** What a look-up says while it cannot be asked. */
  lookup: Lookup | undefined;
  /** A call waits for it before it is executed. */
  gate: Promise<void> = Promise.resolve();
  /** Told of what is executed, before it is. */
  executing: (intent: Intent) => void = () => undefined;
  /** Kills the process that calls. */
  die: () => never = () => {
    throw new Error('nobody to die');
  };

  constructor(
    readonly searchable: Searchable,
    private readonly now: () => number,
  ) {}

  async plan(request: PlanRequest): Promise<Planned> {
    this.planned.push(request);
    if (this.plans !== undefined) return this.plans;
    const { good } = request;
    if (good === undefined) return { kind: 'unclear', reason: 'no earlier version is known' };
    const { version } = good;
    return { kind: 'target', target: { text: version, version, fields: { version }, snapshot: {} } };
  }

  async trigger(intent: Intent): Promise<Triggered> {
    const fate = this.fates.shift() ?? 'accepted';
    await this.gate;
    if (fate === 'refused') return { kind: 'rejected', reason: 'not allowed' };
    if (fate === 'not sent') return { kind: 'later', afterMs: 1000, reason: 'connection refused' };
    if (fate === 'asks for time') return { kind: 'later', afterMs: 5 * 60_000, reason: '429' };
    if (fate === 'lost before') return { kind: 'unknown', reason: 'reset' };
    if (fate === 'process dies before') this.die();
    this.execute(intent);
    if (fate === 'process dies after') this.die();
    if (fate === 'answer lost') return { kind: 'unknown', reason: 'no answer in time' };
    return { kind: 'accepted', externalId: intent.correlationId, url: `https://ci.test/${intent.correlationId}` };
  }

  private execute(intent: Intent): void {
    const { correlationId, target } = intent;
    const isRepeat = this.executions.some((one) => one.correlationId === correlationId);
    // An idempotent pipeline does nothing the second time.
    if (isRepeat && this.searchable.kind === 'idempotent') return;
    this.executing(intent);
    this.executions.push({ correlationId, version: target.version ?? '', at: this.now() });
  }

  async find({ correlationId }: Intent): Promise<Lookup> {
    if (this.lookup !== undefined) return this.lookup;
    return this.executions.some((one) => one.correlationId === correlationId && this.now() - one.at >= LISTING_LAGS_MS)
      ? { kind: 'found', externalId: correlationId, url: undefined }
      : { kind: 'none' };
  }

  async status(): Promise<Progress> {
    return this.progress;
  }

  async verify(): Promise<Live> {
    return this.live;
  }
}
