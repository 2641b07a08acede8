import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import type { FieldChange } from '@release-risk/grafana/state/fieldDiff';
import React from 'react';
import { srOnly } from '../../risk/view/srOnly.ts';
import { toneColors } from '../../risk/view/tones.ts';

const SHOWN_FIELDS = 50;
const SHOWN_VALUE = 2000;

/** Field by field: what is there, and what there would be. */
export function FieldChanges({ fields }: { readonly fields: readonly FieldChange[] }): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const more = fields.length - SHOWN_FIELDS;
  return (
    <dl className={styles.list}>
      {fields.slice(0, SHOWN_FIELDS).map(({ path, before, after }) => (
        <div key={path} className={styles.field}>
          <dt className={styles.path}>{path}</dt>
          <dd className={styles.before}>
            <span className={srOnly}>{t('app.apply.diff.before', 'now:')}</span>
            <del>{valueText(before)}</del>
          </dd>
          <dd className={styles.after}>
            <span className={srOnly}>{t('app.apply.diff.after', 'after:')}</span>
            <ins>{valueText(after)}</ins>
          </dd>
        </div>
      ))}
      {more > 0 && <dt>{t('app.apply.diff.more', 'and {{number}} more', { number: more })}</dt>}
    </dl>
  );
}

function valueText(value: unknown): string {
  if (value === undefined) return t('app.apply.diff.nothing', 'nothing');
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > SHOWN_VALUE ? `${text.slice(0, SHOWN_VALUE)}…` : text;
}

const getStyles = (theme: GrafanaTheme2) => {
  const value = {
    margin: 0,
    padding: theme.spacing(0.25, 1),
    maxHeight: 160,
    overflow: 'auto',
    fontFamily: theme.typography.fontFamilyMonospace,
    fontSize: theme.typography.bodySmall.fontSize,
    whiteSpace: 'pre-wrap' as const,
    overflowWrap: 'anywhere' as const,
    '& del, & ins': { textDecoration: 'none' },
  };
  const side = (tone: 'good' | 'bad') => ({
    ...value,
    background: toneColors(theme, tone).soft,
    borderLeft: `3px solid ${toneColors(theme, tone).border}`,
  });
  return {
    list: css({ margin: theme.spacing(0.5, 0, 1), display: 'grid', gap: theme.spacing(1) }),
    field: css({ minWidth: 0 }),
    path: css({
      overflowWrap: 'anywhere',
      fontWeight: theme.typography.fontWeightRegular,
      fontSize: theme.typography.bodySmall.fontSize,
      color: theme.colors.text.secondary,
    }),
    before: css(side('bad')),
    after: css(side('good')),
  };
};
