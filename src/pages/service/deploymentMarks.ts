import { FieldType, textUtil, type DataFrame } from '@grafana/data';
import { t } from '@grafana/i18n';
import type { DeploymentRecord } from '@release-risk/contract/deploymentRecord';
import { RAW } from '../../risk/rawText.ts';

/** Deployments as the marks of a chart. Its tooltip takes HTML: what comes from outside is escaped. */
export function deploymentMarks(deployments: readonly DeploymentRecord[], color: string): DataFrame {
  const values = <T>(of: (record: DeploymentRecord) => T): T[] => deployments.map(of);
  return {
    name: 'deployments',
    length: deployments.length,
    fields: [
      {
        name: 'time',
        type: FieldType.time,
        values: values(({ startedAt }) => Date.parse(startedAt)),
        config: {},
      },
      {
        name: 'title',
        type: FieldType.string,
        values: values(({ kind, version }) =>
          textUtil.escapeHtml(
            kind === 'rollback'
              ? t('app.service.chart.rollback', 'Rollback to {{version}}', { version, ...RAW })
              : t('app.service.chart.deployment', 'Release of {{version}}', { version, ...RAW }),
          ),
        ),
        config: {},
      },
      {
        name: 'text',
        type: FieldType.string,
        values: values(({ author = '' }) => textUtil.escapeHtml(author)),
        config: {},
      },
      { name: 'color', type: FieldType.string, values: values(() => color), config: {} },
      { name: 'isRegion', type: FieldType.boolean, values: values(() => false), config: {} },
    ],
  };
}
