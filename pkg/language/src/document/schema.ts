import { UNITS } from '@release-risk/model/units';
import { z } from 'zod';
import { parseDuration } from '../queryText/duration.ts';

/** The version of the document this code reads. */
export const API_VERSION = 'releaserisk/v1';

const text = z.string().min(1);
const name = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'must be lower-case letters, digits and single hyphens, such as "lead-bot"')
  .max(40);
const labelName = z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_]*$/, 'must be a label name, such as "service"');
const datasourceName = z
  .string()
  .regex(/^[a-zA-Z][a-zA-Z0-9_-]*$/, 'must be a logical name, such as "metrics"')
  .describe('Logical name of a datasource, declared under `datasources`.');
const finite = z.number();
const positive = z.number().positive();

/** A number without a unit says nothing; the reader turns this message into RR205. */
export const DURATION_WANTED = 'A duration is written with its unit';

const duration = z
  .string({ error: ({ input }) => (input === undefined ? undefined : DURATION_WANTED) })
  .transform((written, context) => {
    const seconds = parseDuration(written);
    if (seconds !== undefined && Number.isFinite(seconds)) return seconds;
    context.addIssue({ code: 'custom', message: `"${written}" is not a duration`, params: { code: 'RR205' } });
    return z.NEVER;
  })
  .describe('A duration such as 30s, 5m, 2h, 7d or 1h30m.');
const nonZeroDuration = duration.refine((seconds) => seconds > 0, {
  message: 'must be longer than 0s',
  params: { code: 'RR205' },
});

const windowed = {
  window: nonZeroDuration.prefault('7d').describe('How far back the baseline reaches (default 7d).'),
  step: nonZeroDuration.prefault('5m').describe('Distance between its samples (default 5m).'),
};
const endsBefore = duration
  .optional()
  .describe('How long before now the window ends, so that a release cannot poison it. Default: policy.actionWindow.');

const kind = <K extends string>(name: K) => z.literal(name).describe('Which kind of baseline.');

export const baselineSchema = z.discriminatedUnion('kind', [
  z
    .strictObject({ kind: kind('trailing'), ...windowed, endsBefore })
    .describe('Mean and deviation of a moving window. Prometheus only.'),
  z
    .strictObject({ kind: kind('robust'), ...windowed, endsBefore })
    .describe('Median and scaled MAD of a moving window: outliers do not move it.'),
  z
    .strictObject({
      kind: kind('sameHour'),
      weeks: z.int().min(1).max(8).default(4).describe('How many weeks back (default 4).'),
    })
    .describe('The very same hour of the past weeks, by one look-up a week.'),
  z
    .strictObject({ kind: kind('recorded'), datasource: datasourceName.optional(), ...windowed, endsBefore })
    .describe('Mean and deviation from recording rules: the way for many services.'),
  z.strictObject({ kind: kind('frozen'), ...windowed }).describe('The window as it stood when the deployment began.'),
  z.strictObject({ kind: kind('control') }).describe('Canary against stable, told apart by `control.label`.'),
]);

const lines = z.strictObject({
  yellow: finite.describe('Yellow begins beyond this.'),
  red: finite.describe('Red begins beyond this.'),
});

export const limitSchema = z.union([
  z
    .strictObject({
      sigmas: positive.describe('Red at this many standard deviations from the baseline.'),
      atLeast: positive.optional().describe('The span is never smaller than this, in the unit of the signal.'),
      atLeastRatio: positive.optional().describe('The span is never smaller than this share of the mean.'),
    })
    .describe('Standard deviations from the baseline, with a floor.'),
  z
    .strictObject({ increase: positive.describe('Red at this much from the baseline, in the unit of the signal.') })
    .describe('A fixed distance from the baseline.'),
  z
    .strictObject({
      ratio: positive.describe('Red at this multiple of the baseline: 1.5 is half as much again.'),
      atLeast: positive.optional().describe('The span is never smaller than this, in the unit of the signal.'),
    })
    .describe('A multiple of the baseline, with a floor.'),
  z
    .strictObject({
      above: z.union([lines, finite]).describe('Lines, or one number x: yellow above x/2, red above x.'),
    })
    .describe('Lines that do not move; higher is worse.'),
  z
    .strictObject({ below: lines.describe('Yellow and red begin below these.') })
    .describe('Lines that do not move; lower is worse.'),
]);

const query = z.string().trim().min(1);
const lookup = z.strictObject({
  datasource: datasourceName,
  query: query.describe('One row per service, with the identity labels.'),
});

export const signalSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z][a-z0-9_]*$/, 'must be lower-case letters, digits and underscores, such as "error_rate"')
    .max(40)
    .describe('Stable name of the signal; also part of the names in the compiled plan.'),
  title: text.max(80).describe('What people read: "Error rate".'),
  description: text.optional().describe('What it is about, for people.'),
  datasource: datasourceName,
  query: query.describe('PromQL or LogQL giving exactly one number per service, labelled with the identity labels.'),
  unit: z
    .enum(Object.keys(UNITS) as [keyof typeof UNITS, ...(keyof typeof UNITS)[]])
    .default('')
    .describe('How the number is written. `ratio` is 0..1 shown as percent.'),
  worse: z
    .enum(['higher', 'lower', 'either'])
    .optional()
    .describe('On which side of the baseline a reading is bad. Static lines say it themselves.'),
  weight: z
    .int()
    .min(0)
    .max(1_000_000)
    .describe('Whole number; its share of all weights is what counts. 0 and not critical = only reported.'),
  critical: z.boolean().default(false).describe('Red here is High by itself (a veto).'),
  baseline: baselineSchema.optional().describe('Default for Prometheus: trailing.'),
  limit: limitSchema.describe('Where yellow and red begin.'),
  atMostRatio: positive
    .max(1)
    .optional()
    .describe('Only with `worse: lower`: the span is never more than this share of the mean (default 0.8).'),
  samples: z
    .strictObject({
      query: query.describe('The events behind the reading, one number per service, from the same datasource.'),
      atLeast: positive.describe('With fewer events the reading does not count.'),
    })
    .optional()
    .describe('How much stands behind a reading.'),
  empty: z
    .enum(['missing', 'zero'])
    .default('missing')
    .describe('`zero`: an empty reading is 0 where the samples query has traffic.'),
  missing: z
    .enum(['inconclusive', 'exclude', 'green', 'red'])
    .default('inconclusive')
    .describe('What a missing reading does to the score.'),
  grading: z.enum(['steps', 'linear']).default('steps').describe('`linear` is for challengers only.'),
  runbook: z.url().optional().describe('What to do when this signal is red.'),
});

const service = z.union([text.max(200), z.record(labelName, z.string().max(200))]);

const servicesSchema = z.union([
  z.array(service).min(1).max(5000).describe('The services, listed.'),
  z
    .strictObject({ discover: lookup.describe('Where to ask which services there are.') })
    .describe('A query each row of which is a service.'),
]);

const pipelineContact = z.union([
  z
    .strictObject({ gateway: text.describe('Name of its contact point.') })
    .describe('Name of the contact point of the rollback gateway.'),
  z
    .strictObject({
      direct: text.describe('Name of its contact point.'),
      target: z.enum(['github', 'gitlab', 'jenkins', 'generic']).describe('What the contact point calls.'),
    })
    .describe('Name of a contact point that calls the pipeline itself.'),
]);

export const documentSchema = z
  .strictObject({
    apiVersion: z.literal(API_VERSION).describe('Version of this document.'),
    kind: z.literal('RiskModel').describe('What this document is.'),
    name: name.describe('Stable name of the model.'),
    title: text.max(120).optional().describe('What people read instead of the name.'),
    description: text.optional().describe('What it is about, for people.'),
    owner: text.optional().describe('Team or person who answers for this model.'),
    runbook: z.url().optional().describe('What to do when the verdict is High.'),
    escalation: text.optional().describe('Whom to call when nobody answers.'),
    reviewed: z.iso.date().optional().describe('The day the weights and limits were last looked at, YYYY-MM-DD.'),
    challengerOf: name.optional().describe('Scored beside the named model, never acting.'),
    identity: z
      .strictObject({
        labels: z
          .array(labelName)
          .min(1)
          .max(5)
          .default(['service'])
          .describe('Label names that together name a service.'),
        services: servicesSchema.describe('The services: listed, or found by a query.'),
      })
      .describe('What is released and scored: one value of these labels.'),
    datasources: z
      .record(datasourceName, z.enum(['prometheus', 'loki']))
      .describe('Logical names and their types. Addresses and credentials stand outside the model.'),
    deployment: z
      .strictObject({
        datasource: datasourceName,
        query: query.describe('One row per identity and version; the value is the age of the deployment in seconds.'),
        versionLabel: labelName.default('version').describe('The label that holds the version.'),
      })
      .optional()
      .describe('How a deployment is recognised.'),
    control: z
      .strictObject({
        label: labelName.describe('The label that tells canary from stable.'),
        canary: text.describe('Its value on canaries.'),
        stable: text.describe('Its value on stable instances.'),
        running: lookup.describe('Above 0 for each service that has a canary running.'),
      })
      .optional()
      .describe('Canary and stable instances of one service, told apart by a label.'),
    signals: z.array(signalSchema).min(1).max(40).describe('What the score is made of.'),
    bands: z
      .strictObject({
        low: finite.default(0.5).describe('Above this is Medium.'),
        high: finite.default(1.5).describe('Above this is High.'),
        recovery: finite.default(1).describe('Below this a High has recovered.'),
      })
      .default({ low: 0.5, high: 1.5, recovery: 1 })
      .describe('Scores: above `low` is Medium, above `high` is High, below `recovery` a High has recovered.'),
    minCoverage: positive.max(1).default(0.5).describe('Share of weight that must have readings.'),
    policy: z
      .strictObject({
        for: duration.prefault('1m').describe('How long High must stand before it counts.'),
        keepFiringFor: duration.prefault('5m').describe('How long an alert stays after the score has recovered.'),
        warmUp: duration.prefault('3m').describe('After a deployment: not acted upon yet.'),
        actionWindow: nonZeroDuration.prefault('2h').describe('After a deployment: a rollback may follow this long.'),
        cooldown: duration.prefault('30m').describe('After a rollback: the next one must wait this long.'),
      })
      .prefault({})
      .describe('How long things take, and how long they are waited for.'),
    action: z
      .strictObject({
        mode: z
          .enum(['observe', 'ask', 'act'])
          .default('observe')
          .describe('observe: tell. ask: a person approves. act: roll back.'),
      })
      .default({ mode: 'observe' })
      .describe('observe: tell. ask: a person approves. act: roll back.'),
    contactPoints: z
      .strictObject({
        pipeline: pipelineContact.optional().describe('How alerts reach the pipeline.'),
        team: text.optional().describe('Contact point of the people who hear of everything.'),
      })
      .default({})
      .describe('Names of Grafana contact points.'),
  })
  .describe('A release-risk model: which signals make a release risky, and by how much.');

/** The document as read: durations in seconds, defaults filled in. */
export type RiskDocument = z.output<typeof documentSchema>;
export type SignalDocument = RiskDocument['signals'][number];
export type LimitDocument = z.output<typeof limitSchema>;
