import type { AnnotationStore } from './api/annotations.ts';
import type { AppSettingsStore } from './api/app-settings.ts';
import type { AskGateway } from './api/gateway.ts';
import type { SilenceStore } from './api/silences.ts';
import type { AskDatasource } from './query/ask.ts';

export interface StandInDatasource {
  readonly uid: string;
  readonly name: string;
  readonly type: 'prometheus' | 'loki';
  readonly isDefault: boolean;
}

export interface StandInUser {
  readonly login: string;
  readonly name: string;
  readonly role: 'Viewer' | 'Editor' | 'Admin';
  /** Scopes by action, as `/api/access-control/user/permissions` gives them. */
  readonly permissions: Readonly<Record<string, readonly string[]>>;
}

/** A dashboard in Grafana's classic JSON. */
export interface StandInDashboard {
  readonly uid: string;
  readonly title: string;
}

/** What the stand-in for Grafana holds and whom it asks. */
export interface HostContent {
  readonly dashboards: readonly StandInDashboard[];
  readonly datasources: readonly StandInDatasource[];
  readonly user: StandInUser;
  readonly ask: AskDatasource;
  readonly settings: AppSettingsStore;
  readonly annotations: AnnotationStore;
  readonly silences: SilenceStore;
  /** The rollback gateway behind the plugin's routes; undefined: nothing answers at its address. */
  readonly gateway?: AskGateway;
  /** Groups of `/api/prometheus/grafana/api/v1/rules`: the stand-in evaluates no alert rules. */
  readonly ruleGroups: readonly object[];
}
