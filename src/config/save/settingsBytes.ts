import { SETTINGS_AT_MOST } from '@release-risk/compiler/emit/plugin/pluginProvisioning';
import type { StoredSettings } from '@release-risk/grafana/api/pluginSettings';

/** How much of the room for settings is taken. */
export interface SettingsSize {
  readonly bytes: number;
  readonly atMost: number;
  /** Bytes of each model's document, in the order of the settings. */
  readonly models: readonly number[];
}

/** What the settings take, in bytes of their JSON, as they would be written. */
export function settingsSize({
  models,
  bindings,
  revision,
}: Pick<StoredSettings, 'models' | 'bindings' | 'revision'>): SettingsSize {
  return {
    bytes: bytesOf({ models, bindings, revision }),
    atMost: SETTINGS_AT_MOST,
    models: models.map(bytesOf),
  };
}

function bytesOf(value: unknown): number {
  return new TextEncoder().encode(JSON.stringify(value)).length;
}
