import type { StoredSettings } from '@release-risk/grafana/api/pluginSettings';
import type { RiskModel } from '@release-risk/model/model';
import type { Host } from '../../../risk/host.ts';
import type { Problem } from '../../../risk/problems.ts';
import { problemOf } from '../../../risk/read/problemError.ts';
import { nameOf, readDocument } from '../../../risk/read/readDocument.ts';
import { askSettings } from '../../questionOf.ts';

/** A model of the app's settings; undefined model: it is there and cannot be read. */
export interface AppModel {
  readonly name: string;
  readonly model: RiskModel | undefined;
}

/** What is known of the app's settings. */
export type AppModels =
  | { readonly kind: 'loading' }
  | { readonly kind: 'problem'; readonly problem: Problem }
  | { readonly kind: 'disabled' }
  | { readonly kind: 'ready'; readonly settings: StoredSettings; readonly models: readonly AppModel[] };

/** The app's settings for all editors of one Grafana: asked once, and again when somebody wants it. */
export class AppModelStore {
  #now: AppModels = { kind: 'loading' };
  #asking: AbortController | undefined;
  readonly #listeners = new Set<() => void>();

  constructor(private readonly host: Host) {}

  readonly current = (): AppModels => this.#now;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    // Settings change in other pages: who comes back to the options sees them as they are.
    if (this.#listeners.size === 1) void this.ask();
    return () => {
      this.#listeners.delete(listener);
    };
  };

  /** Reads the settings anew; what was known stays until the answer is there. */
  async ask(): Promise<void> {
    this.#asking?.abort();
    const asking = new AbortController();
    this.#asking = asking;
    const answer = await this.#answer(asking.signal);
    if (asking.signal.aborted) return;
    this.#now = answer;
    for (const listener of this.#listeners) listener();
  }

  async #answer(signal: AbortSignal): Promise<AppModels> {
    try {
      const settings = await askSettings(this.host, signal);
      if (!settings.enabled) return { kind: 'disabled' };
      return { kind: 'ready', settings, models: settings.models.flatMap(appModel) };
    } catch (error) {
      return { kind: 'problem', problem: problemOf(error) };
    }
  }
}

function appModel(document: unknown): readonly AppModel[] {
  const name = nameOf(document);
  if (name === undefined) return [];
  try {
    return [{ name, model: readDocument(document) }];
  } catch {
    return [{ name, model: undefined }];
  }
}

const stores = new WeakMap<Host, AppModelStore>();

export function appModelsOf(host: Host): AppModelStore {
  const known = stores.get(host);
  if (known !== undefined) return known;
  const store = new AppModelStore(host);
  stores.set(host, store);
  return store;
}
