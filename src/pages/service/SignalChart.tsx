import { css } from '@emotion/css';
import type { GrafanaTheme2, TimeRange } from '@grafana/data';
import { t } from '@grafana/i18n';
import { LinkButton, useStyles2, useTheme2 } from '@grafana/ui';
import type { DeploymentRecord } from '@release-risk/contract/deploymentRecord';
import type { SignalVerdict } from '@release-risk/contract/verdict';
import { formatReading } from '@release-risk/model/format';
import type { Signal } from '@release-risk/model/model';
import { signalCells } from '@release-risk/query/signalCells';
import React, { useMemo } from 'react';
import { useWidth } from '../../app/useWidth.ts';
import type { Curve } from '../../risk/surroundings.ts';
import { GradeShape } from '../../risk/view/GradeShape.tsx';
import { signalLines } from '../../risk/view/signalLines.ts';
import { TONE_OF_MARK, toneColors } from '../../risk/view/tones.ts';
import { PanelChart } from '../../runtime/PanelChart.tsx';
import { deploymentMarks } from './deploymentMarks.ts';
import { signalFrame } from './signalFrame.ts';
import { RAW } from '../../risk/rawText.ts';

interface Props {
  readonly one: SignalVerdict;
  readonly signal: Signal;
  /** Undefined where it was not answered. */
  readonly curve: Curve | undefined;
  readonly deployments: readonly DeploymentRecord[];
  readonly range: TimeRange;
  readonly timeZone: string;
  /** Address of its query in Explore. */
  readonly explore: string | undefined;
  readonly onRange: (from: number, to: number) => void;
}

/** Pixels. */
const HEIGHT = 180;

/** Of Grafana's time series panel. */
const OPTIONS = {
  legend: { showLegend: false, displayMode: 'list', placement: 'bottom', calcs: [] },
  tooltip: { mode: 'multi', sort: 'none' },
};

/** One signal over time: its readings, what is usual, its lines, and when something was deployed. */
export function SignalChart(props: Props): React.JSX.Element {
  const { one, signal, curve, deployments, range, timeZone, explore, onRange } = props;
  const theme = useTheme2();
  const styles = useStyles2(getStyles);
  const [ref, width] = useWidth(480);
  const cells = signalCells(signal, one);
  const lines = useMemo(() => signalLines(one, signal), [one, signal]);
  const frames = useMemo(() => {
    const colors = {
      value: theme.visualization.getColorByName('blue'),
      quiet: theme.colors.text.secondary,
      yellow: theme.colors.warning.border,
      red: theme.colors.error.border,
    };
    return curve === undefined ? [] : [signalFrame(signal, curve, lines, colors)];
  }, [theme, signal, curve, lines]);
  const marks = useMemo(
    () => [deploymentMarks(deployments, theme.colors.text.primary)],
    [deployments, theme.colors.text.primary],
  );
  // Of lines that do not move the usual is told by the line already.
  const redLines = lines.usual === null ? [] : lines.red;
  const lineWords = redLines.map((at) =>
    t('app.service.chart.redFrom', 'red from {{value}}', { value: formatReading(at, signal.unit), ...RAW }),
  );
  return (
    <section className={styles.chart} aria-label={signal.title}>
      <header className={styles.head}>
        <h3 className={styles.title}>
          <GradeShape mark={cells.mark} className={styles[TONE_OF_MARK[cells.mark]]} /> <bdi>{signal.title}</bdi>
        </h3>
        <span className={styles.now}>{cells.now}</span>
        <span className={styles.usual}>{[cells.usual, ...lineWords].filter((word) => word !== '').join(' · ')}</span>
        {explore !== undefined && (
          <LinkButton
            href={explore}
            size="sm"
            fill="text"
            variant="secondary"
            icon="compass"
            className={styles.explore}
            aria-label={t('app.service.chart.explore', 'Open {{title}} in Explore', { title: signal.title, ...RAW })}
          >
            {t('app.service.chart.exploreShort', 'Explore')}
          </LinkButton>
        )}
      </header>
      <div ref={ref} className={styles.canvas}>
        {curve === undefined || !curve.values.some(Number.isFinite) ? (
          <p className={styles.none}>{t('app.service.chart.none', 'No readings in this time.')}</p>
        ) : (
          <div
            role="img"
            aria-label={t('app.service.chart.label', '{{title}} over time', { title: signal.title, ...RAW })}
          >
            <PanelChart
              kind="timeseries"
              title={signal.title}
              frames={frames}
              annotations={marks}
              range={range}
              timeZone={timeZone}
              options={OPTIONS}
              width={width}
              height={HEIGHT}
              onRange={onRange}
            />
          </div>
        )}
      </div>
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const tinted = (tone: Parameters<typeof toneColors>[1]) => css({ flex: 'none', color: toneColors(theme, tone).text });
  return {
    chart: css({
      minWidth: 0,
      padding: theme.spacing(1, 1.5),
      border: `1px solid ${theme.colors.border.weak}`,
      borderRadius: theme.shape.radius.default,
    }),
    head: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'baseline', gap: theme.spacing(0, 1.5) }),
    title: css({
      display: 'inline-flex',
      alignItems: 'baseline',
      gap: 6,
      minWidth: 0,
      margin: 0,
      fontSize: theme.typography.body.fontSize,
      fontWeight: theme.typography.fontWeightMedium,
      overflowWrap: 'anywhere',
    }),
    now: css({ fontWeight: theme.typography.fontWeightBold, fontVariantNumeric: 'tabular-nums' }),
    usual: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
    explore: css({ marginLeft: 'auto' }),
    canvas: css({ position: 'relative', minHeight: HEIGHT, overflow: 'hidden' }),
    none: css({ margin: 0, paddingTop: theme.spacing(1), color: theme.colors.text.secondary }),
    good: tinted('good'),
    warning: tinted('warning'),
    bad: tinted('bad'),
    unknown: tinted('unknown'),
  };
};
