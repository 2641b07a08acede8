import type { PlanRequest, Intent } from '../adapter.ts';
import type { CommandSettings } from './settings.ts';

const PLAIN_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const LONGEST_VALUE = 8192;

/** What is said of a rollback, by variable without its `RELEASE_RISK_`. */
export type Said = Readonly<Record<string, string>>;

/** Texts from outside are values of variables, never part of a command line; without control characters even there. */
function clean(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').slice(0, LONGEST_VALUE);
}

/** All that the command sees of the gateway's environment, and what it is told. */
export function childEnvironment(
  settings: CommandSettings,
  own: Readonly<Record<string, string | undefined>>,
  secrets: Readonly<Record<string, string>>,
  said: Said,
): Record<string, string> {
  const passed = settings.passEnvironment.flatMap((name): [string, string][] => {
    const value = own[name];
    return value === undefined ? [] : [[name, value]];
  });
  const told = Object.entries(said).map(([name, value]): [string, string] => [`RELEASE_RISK_${name}`, clean(value)]);
  return {
    PATH: PLAIN_PATH,
    LANG: 'C.UTF-8',
    ...Object.fromEntries(passed),
    ...settings.environment,
    ...secrets,
    ...Object.fromEntries(told),
  };
}

export function saidOfPlan(request: PlanRequest, step: string): Said {
  const { good, bad } = request;
  return {
    ACTION: 'plan',
    STEP: step,
    SERVICE: request.service,
    LABELS: JSON.stringify(request.labels),
    BAD_VERSION: bad.version,
    ...(bad.record?.commit === undefined ? {} : { BAD_COMMIT: bad.record.commit }),
    ...(good === undefined ? {} : { GOOD_VERSION: good.version }),
    ...(good?.record?.commit === undefined ? {} : { GOOD_COMMIT: good.record.commit }),
    ...(good?.record?.artifact === undefined ? {} : { GOOD_ARTIFACT: good.record.artifact }),
    NEVER_BACK: JSON.stringify(request.neverBack),
  };
}

export function saidOfIntent(intent: Intent, action: string, step: string, externalId: string | undefined): Said {
  return {
    ACTION: action,
    STEP: step,
    ROLLBACK_ID: intent.rollbackId,
    CORRELATION_ID: intent.correlationId,
    SERVICE: intent.service,
    LABELS: JSON.stringify(intent.labels),
    BAD_VERSION: intent.badVersion,
    TARGET: intent.target.text,
    ...(intent.target.version === undefined ? {} : { TARGET_VERSION: intent.target.version }),
    TARGET_FIELDS: JSON.stringify(intent.target.fields),
    REASON: intent.reason,
    APPROVED_BY: intent.approvedBy,
    ...(externalId === undefined ? {} : { EXTERNAL_ID: externalId }),
  };
}
