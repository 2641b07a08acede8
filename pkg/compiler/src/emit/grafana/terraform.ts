import type { ContactPoint } from './contactPoints.ts';
import { hclText, jsonencode, type HclBlock, type HclValue } from './hcl.ts';
import type { AlertRule, NotificationSettings, RuleGroup } from './ruleGroup.ts';
import { isSecret, secretsOf, type Setting, type Settings } from './secret.ts';

/** The same rule group for the Grafana provider of Terraform; `resource` is its name there. */
export function ruleGroupTerraform(group: RuleGroup, resource = resourceName(group.title)): string {
  return hclText([
    {
      type: 'resource',
      labels: ['grafana_rule_group', resource],
      attributes: { name: group.title, folder_uid: group.folderUid, interval_seconds: group.interval },
      blocks: group.rules.map(ruleBlock),
    },
  ]);
}

/** Contact points; each secret is a sensitive variable, its name in lower case. */
export function contactPointsTerraform(contactPoints: readonly ContactPoint[]): string {
  const secrets = [...new Set(contactPoints.flatMap(({ settings }) => secretsOf(settings)))];
  return hclText([
    ...secrets.map((name): HclBlock => ({
      type: 'variable',
      labels: [name.toLowerCase()],
      attributes: { type: { raw: 'string' }, sensitive: true },
    })),
    ...contactPoints.map(contactPointBlock),
  ]);
}

function ruleBlock(rule: AlertRule): HclBlock {
  const settings = rule.notification_settings;
  return {
    type: 'rule',
    attributes: {
      uid: rule.uid,
      name: rule.title,
      condition: rule.condition,
      for: rule.for,
      keep_firing_for: rule.keep_firing_for,
      missing_series_evals_to_resolve: rule.missingSeriesEvalsToResolve,
      no_data_state: rule.noDataState,
      exec_err_state: rule.execErrState,
      is_paused: rule.isPaused,
      labels: { object: rule.labels },
      annotations: { object: rule.annotations },
    },
    blocks: [
      ...rule.data.map(({ refId, queryType, datasourceUid, relativeTimeRange, model }): HclBlock => ({
        type: 'data',
        attributes: {
          ref_id: refId,
          query_type: queryType,
          datasource_uid: datasourceUid,
          model: jsonencode(model, '      '),
        },
        blocks: [
          {
            type: 'relative_time_range',
            attributes: { from: relativeTimeRange.from, to: relativeTimeRange.to },
          },
        ],
      })),
      ...(settings === null ? [] : [notificationBlock(settings)]),
    ],
  };
}

function notificationBlock(settings: NotificationSettings): HclBlock {
  return {
    type: 'notification_settings',
    attributes: {
      contact_point: settings.receiver,
      group_by: settings.group_by,
      group_wait: settings.group_wait,
      group_interval: settings.group_interval,
      repeat_interval: settings.repeat_interval,
    },
  };
}

/** Settings the provider knows by another name, and those it has as blocks. */
const ATTRIBUTE: Readonly<Record<string, string>> = {
  httpMethod: 'http_method',
  username: 'basic_auth_user',
  password: 'basic_auth_password',
};
const BLOCK: Readonly<Record<string, string>> = { hmacConfig: 'hmac_config', payload: 'payload' };

function contactPointBlock({ name, settings, disableResolveMessage }: ContactPoint): HclBlock {
  const entries = Object.entries(settings);
  return {
    type: 'resource',
    labels: ['grafana_contact_point', resourceName(name)],
    attributes: { name },
    blocks: [
      {
        type: 'webhook',
        attributes: {
          ...Object.fromEntries(
            entries.filter(([key]) => !(key in BLOCK)).map(([key, value]) => [ATTRIBUTE[key] ?? key, valueOf(value)]),
          ),
          disable_resolve_message: disableResolveMessage,
        },
        blocks: entries.flatMap(([key, value]): HclBlock[] => {
          const type = BLOCK[key];
          return type === undefined || typeof value !== 'object' || isSecret(value)
            ? []
            : [{ type, attributes: snake(value) }];
        }),
      },
    ],
  };
}

function snake(settings: Settings): Readonly<Record<string, HclValue>> {
  return Object.fromEntries(
    Object.entries(settings).map(([key, value]) => [
      key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      valueOf(value),
    ]),
  );
}

function valueOf(setting: Setting): HclValue {
  if (typeof setting !== 'object') return setting;
  if (isSecret(setting)) return { raw: `var.${setting.secret.toLowerCase()}` };
  return { object: Object.fromEntries(Object.entries(setting).map(([key, inner]) => [key, valueOf(inner)])) };
}

function resourceName(title: string): string {
  const name = title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
  return /^[a-z]/.test(name) ? name : `release_risk_${name}`;
}
