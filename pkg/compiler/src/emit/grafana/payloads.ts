import { PREVIOUS_VERSION_LABEL, RULE_ANNOTATION, RULE_LABEL } from '../../conventions.ts';

/** The event GitHub workflows listen to, by what may follow. */
export const EVENT_TYPE = { act: 'release-risk-rollback', ask: 'release-risk-approval' } as const;

/**
 * A contact point's alerts are one group per release, and resolved ones are not sent, so the first is the only one.
 * `index` gives an empty text for what an alert does not have; a template that fails would send nothing at all.
 */
const ALERT = '{{ $a := index .Alerts 0 }}';

/**
 * Identity and version. Where the version is unknown one key would stand for every release there will ever be, so the
 * moment the alert began takes its place.
 */
function keyText(versionLabel: string): string {
  const key = annotation(RULE_ANNOTATION.idempotencyKey);
  return `{{ $key := ${key} }}{{ if not ${label(versionLabel)} }}{{ $key = printf "%s%d" ${key} $a.StartsAt.Unix }}{{ end }}`;
}

function alertText({ versionLabel }: PayloadNames): string {
  return ALERT + keyText(versionLabel);
}
const label = (name: string) => `(index $a.Labels "${name}")`;
const annotation = (name: string) => `(index $a.Annotations "${name}")`;

/** GitHub takes at most ten members in `client_payload`. */
interface PayloadNames {
  readonly versionLabel: string;
}

function members({ versionLabel }: PayloadNames): readonly (readonly [name: string, expression: string])[] {
  return [
    ['idempotency_key', '$key'],
    ['action', annotation(RULE_ANNOTATION.action)],
    ['labels', '$a.Labels'],
    ['bad_version', label(versionLabel)],
    ['good_version', label(PREVIOUS_VERSION_LABEL)],
    ['verdict', annotation(RULE_ANNOTATION.verdict)],
    ['score', annotation(RULE_ANNOTATION.score)],
    ['cause', annotation(RULE_ANNOTATION.cause)],
    ['started_at', '($a.StartsAt.UTC.Format "2006-01-02T15:04:05Z07:00")'],
    ['alert_url', '$a.GeneratorURL'],
  ];
}

function dictionary(names: PayloadNames): string {
  return `coll.Dict ${members(names)
    .map(([name, expression]) => `"${name}" ${expression}`)
    .join(' ')}`;
}

/** One flat JSON object: keys `idempotency_key`, `action`, `bad_version`, `good_version` .. */
export function genericPayload(names: PayloadNames): string {
  return `${alertText(names)}{{ ${dictionary(names)} | data.ToJSON }}`;
}

/** The body of GitHub's repository dispatch; `event_type` tells acting from asking. */
export function githubPayload(names: PayloadNames): string {
  const event = `{{ $event := "${EVENT_TYPE.ask}" }}{{ if eq ${annotation(RULE_ANNOTATION.action)} "act" }}{{ $event = "${EVENT_TYPE.act}" }}{{ end }}`;
  return `${alertText(names)}${event}{{ coll.Dict "event_type" $event "client_payload" (${dictionary(names)}) | data.ToJSON }}`;
}

/** Variables of a GitLab pipeline or parameters of a Jenkins job: texts under upper-case names. */
const VARIABLES = [
  'idempotency_key',
  'action',
  'bad_version',
  'good_version',
  'verdict',
  'score',
  'cause',
  'alert_url',
];

function variables(names: PayloadNames): readonly (readonly [name: string, expression: string])[] {
  const service: readonly [string, string] = ['RELEASE_RISK_MODEL', label(RULE_LABEL.model)];
  return [
    ...members(names)
      .filter(([name]) => VARIABLES.includes(name))
      .map(([name, expression]) => [`RELEASE_RISK_${name.toUpperCase()}`, expression] as const),
    service,
  ];
}

/** The body that starts a GitLab pipeline on `ref`. */
export function gitlabPayload(names: PayloadNames, ref: string): string {
  const list = variables(names)
    .map(([name, expression]) => `(coll.Dict "key" "${name}" "value" ${expression})`)
    .join(' ');
  return `${alertText(names)}{{ coll.Dict "ref" ${JSON.stringify(ref)} "variables" (coll.Slice ${list}) | data.ToJSON }}`;
}

/** The form Jenkins takes at `buildWithParameters`; a parameter the job does not declare is dropped by Jenkins. */
export function jenkinsPayload(names: PayloadNames): string {
  return `${alertText(names)}${variables(names)
    .map(([name, expression]) => `${name}={{ urlquery ${expression} }}`)
    .join('&')}`;
}
