import type { GatewaySend } from '@release-risk/contract/gatewayClient';
import type { GrafanaClient } from '@release-risk/grafana/client';
import type { DatasourceType } from '@release-risk/model/model';

/** A datasource of this Grafana that a model can be bound to. */
export interface HostDatasource {
  readonly uid: string;
  readonly name: string;
  readonly type: DatasourceType;
  readonly isDefault: boolean;
  /** How often a Prometheus takes its samples, as its settings say; seconds. */
  readonly scrapeInterval: number;
}

/** The Grafana around us, as the user who looks at it sees it. Only src/runtime makes one. */
export interface Host {
  /** A client whose requests all end when `signal` fires. */
  client(signal: AbortSignal): GrafanaClient;
  /** Sends to the rollback gateway, through the plugin's own routes: with the rights and the name of the user. */
  readonly gateway: GatewaySend;
  /** Whether the user has a permission, such as `annotations:create`. */
  may(action: string): boolean;
  /** How the user is called; undefined for an anonymous viewer. */
  readonly user: string | undefined;
  /** Prometheus and Loki datasources, by name. */
  datasources(): readonly HostDatasource[];
  /** The address of a path of this Grafana, such as `/explore`, with the sub path it is served under. */
  address(path: string): string;
}
