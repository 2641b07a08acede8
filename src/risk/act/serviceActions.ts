import { dashboardUid } from '@release-risk/compiler/emit/dashboards/dashboardNames';
import { namesOf } from '@release-risk/compiler/emit/dashboards/names';
import { RULE_LABEL } from '@release-risk/compiler/conventions';
import type { ServiceVerdict } from '@release-risk/contract/verdict';
import { annotateAcknowledgement } from '@release-risk/grafana/api/annotations';
import { createSilence, endSilence } from '@release-risk/grafana/api/silences';
import type { GrafanaClient } from '@release-risk/grafana/client';
import { explorePath } from '@release-risk/query/explorePath';
import type { GrafanaBindings } from '@release-risk/query/grafanaExecutor';
import { t } from '@grafana/i18n';
import { APP_ADDRESS } from '../addresses.ts';
import type { Host } from '../host.ts';
import type { Judged } from '../judged.ts';
import { planOf } from '../read/planOf.ts';
import type { Allowed, HoldRequest, ServiceActions } from './actions.ts';

/** What the actions on a service depend on beside the service itself. */
export interface ActionContext {
  readonly host: Host;
  readonly judged: Judged;
  readonly bindings: GrafanaBindings | undefined;
  /** The range that is looked at, as Grafana writes it, such as `now-1h`. */
  readonly range: { readonly from: string; readonly to: string };
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Called after something was written, so that it is seen at once. */
  readonly written: () => void;
}

/** Any of these lets a user silence; which of them a role has differs between versions of Grafana. */
const MAY_SILENCE = ['alert.silences:create', 'alert.instances:create'];
const MAY_END_SILENCE = ['alert.silences:write', 'alert.instances:write'];
const MAY_ANNOTATE = ['annotations:create'];
const MAY_EXPLORE = ['datasources:explore'];

/** What is longer would be written and never read back. */
const LONGEST_NAME = 200;
const LONGEST_NOTE = 1000;

/** What can be done about one service of a judged model by the user who looks at it. */
export function serviceActions(context: ActionContext, service: ServiceVerdict): ServiceActions {
  const { host } = context;
  const mayExplore = MAY_EXPLORE.some((action) => host.may(action));
  return {
    hold: allowed(context, MAY_SILENCE, (client, request: HoldRequest) =>
      createSilence(client, silenceOf(context, service, request)),
    ),
    endHold: allowed(context, MAY_END_SILENCE, (client, id: string) => endSilence(client, id)),
    acknowledge: allowed(context, MAY_ANNOTATE, (client, note: string) =>
      annotateAcknowledgement(client, {
        apiVersion: 'releaserisk/acknowledgement/v1',
        labels: service.labels,
        ...(service.version === null ? {} : { version: service.version.slice(0, LONGEST_NAME) }),
        by: (host.user ?? '').slice(0, LONGEST_NAME),
        ...(note === '' ? {} : { note: note.slice(0, LONGEST_NOTE) }),
        at: new Date(context.now()).toISOString(),
      }),
    ),
    dashboard: dashboardOf(context, service),
    rollback: (id) => host.address(`${APP_ADDRESS}/rollbacks/${encodeURIComponent(id)}`),
    explore: (signal) => (mayExplore ? exploreAddress(context, signal) : undefined),
  };
}

/** Wraps a writing action: one client, told afterwards, refused with the permission's name where it lacks. */
function allowed<A>(
  { host, written }: ActionContext,
  anyOf: readonly string[],
  write: (client: GrafanaClient, argument: A) => Promise<unknown>,
): Allowed<(argument: A) => Promise<void>> {
  if (host.user === undefined) {
    return { ok: false, why: t('panel.action.signIn', 'Sign in to do this: who did it is written down.') };
  }
  if (!anyOf.some((action) => host.may(action))) {
    const permission = anyOf[0] ?? '';
    return {
      ok: false,
      why: t(
        'panel.action.permission',
        'Your role lacks the permission {{permission}}. Ask an admin of this Grafana.',
        {
          permission,
        },
      ),
    };
  }
  return {
    ok: true,
    run: async (argument) => {
      await write(host.client(new AbortController().signal), argument);
      written();
    },
  };
}

/** Keeps the pipeline from being called; people are told all the same, since the review rule stays as it is. */
function silenceOf({ host, judged, now }: ActionContext, service: ServiceVerdict, { minutes, reason }: HoldRequest) {
  const begin = now();
  const equal = (name: string, value: string) => ({ name, value, isRegex: false, isEqual: true });
  return {
    matchers: [
      equal(RULE_LABEL.model, judged.model.name),
      { name: RULE_LABEL.rule, value: 'act|veto', isRegex: true, isEqual: true },
      ...Object.entries(service.labels).map(([name, value]) => equal(name, value)),
    ],
    startsAt: new Date(begin).toISOString(),
    endsAt: new Date(begin + minutes * 60_000).toISOString(),
    createdBy: host.user ?? '',
    comment: reason,
  };
}

function dashboardOf({ host, judged, range }: ActionContext, service: ServiceVerdict): string {
  const { model } = judged;
  const names = namesOf(planOf(model, [service.labels]), model.datasources);
  const query = new URLSearchParams({ from: range.from, to: range.to });
  for (const [label, value] of Object.entries(service.labels)) query.set(`var-${names.label(label)}`, value);
  return host.address(`/d/${dashboardUid(model.name, 'service')}?${query.toString()}`);
}

function exploreAddress({ host, judged, bindings, range }: ActionContext, id: string): string | undefined {
  const signal = judged.model.signals.find((one) => one.id === id);
  const binding = signal && bindings?.[signal.datasource];
  if (signal === undefined || binding === undefined) return undefined;
  return host.address(explorePath(signal, binding, range));
}
