import type { FrozenAt } from '@release-risk/compiler/frozen';
import type { GrafanaBindings } from '@release-risk/query/grafanaExecutor';

/** What is known of a judged model beside its verdicts: where it can be asked for more. */
export interface Context {
  readonly bindings: GrafanaBindings | undefined;
  readonly frozen: readonly FrozenAt[];
}
