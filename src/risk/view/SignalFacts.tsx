import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { LinkButton, useStyles2 } from '@grafana/ui';
import type { SignalVerdict } from '@release-risk/contract/verdict';
import { formatReading, formatScore } from '@release-risk/model/format';
import { isStatic } from '@release-risk/model/limit';
import type { Signal } from '@release-risk/model/model';
import { isReportOnly } from '@release-risk/model/score';
import type { SignalCells } from '@release-risk/query/signalCells';
import React from 'react';
import { LongText } from './LongText.tsx';
import { RAW } from '../rawText.ts';

interface Props {
  readonly one: SignalVerdict;
  readonly signal: Signal;
  readonly cells: SignalCells;
  readonly explore: string | undefined;
}

interface Fact {
  readonly name: string;
  readonly value: string;
}

const QUERY_FITS = 300;

/** Everything that is known of one signal, whatever its row has room for. */
export function SignalFacts({ one, signal, cells, explore }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.facts}>
      {signal.description !== undefined && (
        <p className={styles.description}>
          <LongText text={signal.description} lines={3} after={QUERY_FITS} />
        </p>
      )}
      <dl className={styles.list}>
        {factsOf(one, signal, cells).map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        <div className={styles.query}>
          <dt>{t('panel.signals.query', 'Query to {{datasource}}', plainly({ datasource: signal.datasource }))}</dt>
          <dd>
            <code className={styles.code}>
              <LongText text={signal.query.replace(/\s+/g, ' ')} lines={3} after={QUERY_FITS} />
            </code>
          </dd>
        </div>
      </dl>
      {explore !== undefined && (
        <LinkButton href={explore} size="sm" variant="secondary" icon="compass">
          {t('panel.signals.exploreIt', 'Open in Explore')}
        </LinkButton>
      )}
    </div>
  );
}

/** React escapes what it draws; escaping it before would show `&amp;`. */
function plainly(values: Readonly<Record<string, string>>): Record<string, unknown> {
  return { ...values, ...RAW };
}

function factsOf(one: SignalVerdict, signal: Signal, cells: SignalCells): readonly Fact[] {
  const { unit } = signal;
  const facts: readonly (Fact | false)[] = [
    one.headroom !== null && { name: t('panel.signals.headroom', 'Way to red used'), value: cells.headroom },
    cells.difference !== '' && { name: t('panel.signals.difference', 'Difference'), value: cells.difference },
    { name: t('panel.signals.redAt', 'Red'), value: redWords(one, signal) },
    one.deviation !== null && {
      name: t('panel.signals.deviation', 'Usual deviation'),
      value: formatReading(one.deviation, unit),
    },
    cells.n !== '' && { name: t('panel.signals.events', 'Events behind it (n)'), value: cells.n },
    { name: t('panel.signals.adds', 'Adds to the score'), value: pointsWords(one) },
    !isReportOnly(signal) && { name: t('panel.signals.without', 'Without it'), value: policyWords(signal.missing) },
  ];
  return facts.filter((fact) => fact !== false);
}

function redWords(one: SignalVerdict, signal: Signal): string {
  const { limit, unit } = signal;
  if (isStatic(limit)) {
    const line = formatReading(limit.red, unit);
    return limit.kind === 'above'
      ? t('panel.signals.redAbove', 'above {{line}}', plainly({ line }))
      : t('panel.signals.redBelow', 'below {{line}}', plainly({ line }));
  }
  if (one.span === null) return '–';
  const span = formatReading(one.span, unit);
  switch ('worse' in signal ? signal.worse : 'either') {
    case 'higher':
      return t('panel.signals.redHigher', 'more than {{span}} above usual', plainly({ span }));
    case 'lower':
      return t('panel.signals.redLower', 'more than {{span}} below usual', plainly({ span }));
    case 'either':
      return t('panel.signals.redEither', 'more than {{span}} away from usual', plainly({ span }));
  }
}

function pointsWords({ points, maxPoints }: SignalVerdict): string {
  if (maxPoints === 0) return t('panel.signals.noWeight', 'nothing, it has no weight');
  return t('panel.signals.pointsOf', '{{points}} of {{most}}', {
    points: formatScore(points),
    most: formatScore(maxPoints),
  });
}

function policyWords(missing: Signal['missing']): string {
  switch (missing) {
    case 'inconclusive':
      return t('panel.signals.withoutInconclusive', 'the verdict is Inconclusive');
    case 'exclude':
      return t('panel.signals.withoutExclude', 'the others are scored');
    case 'green':
      return t('panel.signals.withoutGreen', 'it counts as green');
    case 'red':
      return t('panel.signals.withoutRed', 'it counts as red');
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  facts: css({
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    gap: theme.spacing(1),
    paddingLeft: theme.spacing(1.5),
    borderLeft: `2px solid ${theme.colors.border.medium}`,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  description: css({ margin: 0 }),
  list: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.75, 2.5),
    margin: 0,
    dt: { color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightRegular },
    dd: { margin: 0, overflowWrap: 'anywhere' },
  }),
  query: css({ flexBasis: '100%' }),
  code: css({
    padding: 0,
    border: 0,
    background: 'none',
    color: theme.colors.text.primary,
    fontFamily: theme.typography.fontFamilyMonospace,
    whiteSpace: 'normal',
  }),
});
