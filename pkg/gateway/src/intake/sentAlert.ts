import { z } from 'zod';
import type { Alert } from './alert.ts';
import { alertKey } from './deliveryId.ts';

/** What an alert may carry. Labels name what is rolled back, so they are never cut; annotations are for people. */
const LIMITS = { labels: 64, name: 128, value: 1024, annotations: 64, annotation: 8192, url: 2048 } as const;

/** Where Grafana says why an alert resolved. */
const REASON = 'grafana_state_reason';
/** Names of the sender's own that are of use: which panel an alert belongs to. */
const KEPT = ['__dashboardUid__', '__panelId__'];

/** Names with texts. One check for all of them: a schema for each is most of the work on an alert. */
const texts = z.custom<Record<string, string>>(areTexts);
const labels = texts.refine(fits, 'has too many labels, or too long ones');
const moment = z.string().transform((text, context) => {
  const at = millisecondsOf(text);
  if (at !== undefined) return at;
  context.addIssue({ code: 'custom', message: 'is no moment' });
  return z.NEVER;
});

/** One alert as both Grafana and an Alertmanager send it. */
const SENT = z.object({
  fingerprint: z.string().min(1).max(64),
  status: z.enum(['firing', 'resolved']),
  labels,
  annotations: texts.default({}),
  startsAt: moment,
  endsAt: z.string().optional(),
  generatorURL: z.string().optional(),
  panelURL: z.string().optional(),
  dashboardURL: z.string().optional(),
});

export type ReadAlert =
  | { readonly kind: 'alert'; readonly alert: Alert }
  /** Fields that are missing or cannot be used, by name. */
  | { readonly kind: 'unusable'; readonly fields: readonly string[] };

/** One alert of a payload. */
export function readSentAlert(sent: unknown): ReadAlert {
  const read = SENT.safeParse(sent);
  if (!read.success) return { kind: 'unusable', fields: fieldsOf(read.error) };
  const { status, startsAt, endsAt, annotations, generatorURL, panelURL, dashboardURL } = read.data;
  const end = status === 'resolved' ? millisecondsOf(endsAt ?? '') : undefined;
  const reason = status === 'resolved' ? annotations[REASON] : undefined;
  const url = addressOf(generatorURL);
  const panelUrl = addressOf(panelURL) ?? addressOf(dashboardURL);
  return {
    kind: 'alert',
    alert: {
      fingerprint: alertKey(read.data.labels),
      status,
      startsAt,
      labels: publicOnes(read.data.labels),
      annotations: shownAnnotations(annotations),
      ...(end === undefined ? {} : { endsAt: end }),
      ...(url === undefined ? {} : { url }),
      ...(panelUrl === undefined ? {} : { panelUrl }),
      ...(reason === undefined || reason === '' ? {} : { reason: reason.slice(0, LIMITS.value) }),
    },
  };
}

function areTexts(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((text) => typeof text === 'string');
}

/** Without the names that begin with `__`: they are the sender's own. */
export function publicOnes(all: Readonly<Record<string, string>>): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, text] of Object.entries(all)) if (!name.startsWith('__')) kept[name] = text;
  return kept;
}

/** What people and the flow read of them, cut to a bearable length. */
export function shownAnnotations(all: Readonly<Record<string, string>>): Record<string, string> {
  const kept: Record<string, string> = {};
  const names = Object.keys(all).filter((name) => !name.startsWith('__') || KEPT.includes(name));
  for (const name of names.slice(0, LIMITS.annotations)) {
    kept[name.slice(0, LIMITS.name)] = (all[name] ?? '').slice(0, LIMITS.annotation);
  }
  return kept;
}

/** Whether labels are few and short enough to be kept as they are. */
export function fits(all: Readonly<Record<string, string>>): boolean {
  const entries = Object.entries(all);
  return (
    entries.length <= LIMITS.labels &&
    entries.every(([name, value]) => name.length <= LIMITS.name && value.length <= LIMITS.value)
  );
}

/** Epoch milliseconds of an RFC 3339 time; undefined for others and for Go's zero time. */
export function millisecondsOf(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/.test(text)) return undefined;
  const at = Date.parse(text);
  return Number.isFinite(at) && at > 0 ? at : undefined;
}

function addressOf(text: string | undefined): string | undefined {
  return text !== undefined && /^https?:\/\//.test(text) && text.length <= LIMITS.url ? text : undefined;
}

/** Names of fields only: what stands in them comes from outside. */
function fieldsOf(error: z.ZodError): string[] {
  const names = error.issues.map(({ path: [field = 'alert'] }) => String(field));
  return [...new Set(names)];
}
