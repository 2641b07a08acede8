import { css } from '@emotion/css';
import { dateTime, type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, useStyles2, useTheme2 } from '@grafana/ui';
import React, { useMemo, useState } from 'react';
import { useWidth } from '../../app/useWidth.ts';
import type { Clock } from '../../risk/view/clock.ts';
import { shownScore } from '../../risk/view/shownScore.ts';
import { spokenLength } from '../../risk/view/spokenTime.ts';
import { srOnly } from '../../risk/view/srOnly.ts';
import { PanelChart } from '../../runtime/PanelChart.tsx';
import { scoreFrame, xFieldName } from './scoreFrame.ts';
import { useScores } from './useScores.ts';
import { momentsOf, queriesOf, watchOf, type WatchQuestion } from './watch.ts';

interface Props {
  readonly questions: readonly WatchQuestion[];
  readonly clock: Clock;
}

/** Pixels. */
const HEIGHT = 220;

/** How the score of each release went during its watch; asked for when somebody wants it, since it costs. */
export function ScoreCurves({ questions, clock }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const [wanted, setWanted] = useState<readonly WatchQuestion[]>();
  const isWanted = wanted === questions;
  const moments = questions.map((question) => momentsOf(watchOf(question, clock.now)).length);
  const requests = moments.reduce((sum, count) => sum + count, 0);
  const queries = questions.reduce((sum, question, at) => sum + (moments[at] ?? 0) * queriesOf(question), 0);
  if (isWanted) return <Drawn questions={questions} clock={clock} requests={requests} />;
  return (
    <div className={styles.offer}>
      <Button
        size="sm"
        variant="secondary"
        icon="graph-bar"
        onClick={() => {
          setWanted(questions);
        }}
      >
        {t('app.releases.curve.draw', 'Draw the score during the watch')}
      </Button>
      <span className={styles.quiet}>
        {t('app.releases.curve.cost', 'Costs {{requests}} requests with {{queries}} queries in all, two at a time.', {
          requests,
          queries,
        })}
      </span>
    </div>
  );
}

interface DrawnProps extends Props {
  readonly requests: number;
}

function Drawn({ questions, clock, requests }: DrawnProps): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const [ref, width] = useWidth(900);
  const scores = useScores(questions, clock.now);
  const known = questions.map((_, at) => {
    const found = scores[at];
    return found?.kind === 'ok' ? found.value : [];
  });
  const answered = known.reduce((sum, moments) => sum + moments.length, 0);
  const frames = useMemo(() => {
    const bands = questions[0]?.stored.model.bands;
    if (bands === undefined || answered === 0) return [];
    const { success, warning, error } = theme.colors;
    const colors = { low: success.border, medium: warning.border, high: error.border };
    const names = [theme.visualization.getColorByName('blue'), theme.visualization.getColorByName('purple')];
    const watches = questions.map(({ release }, at) => ({
      name: release.record.version,
      color: names[at] ?? theme.colors.text.primary,
      moments: known[at] ?? [],
    }));
    return [scoreFrame(watches, bands, colors)];
    // `known` is made of the scores.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [questions, scores, theme]);
  const options = useMemo(() => ({ ...OPTIONS, xField: xFieldName() }), []);
  const range = useMemo(() => {
    const [start, end] = [dateTime(0), dateTime(1)];
    return { from: start, to: end, raw: { from: start, to: end } };
  }, []);
  return (
    <div ref={ref}>
      {answered < requests && (
        <p className={styles.quiet} role="status">
          {t('app.releases.curve.progress', '{{answered}} of {{requests}} moments are there', { answered, requests })}
        </p>
      )}
      {frames.length > 0 && (
        <div role="img" aria-label={t('app.releases.curve.label', 'Scores during the watch; the figures follow')}>
          <PanelChart
            kind="trend"
            title={t('app.releases.curve.title', 'Score during the watch')}
            frames={frames}
            range={range}
            timeZone={clock.timeZone}
            options={options}
            width={width}
            height={HEIGHT}
          />
        </div>
      )}
      <div className={srOnly}>
        {questions.map(({ release: { record } }, at) => (
          <ul key={record.id} aria-label={record.version}>
            {(known[at] ?? []).map(({ age, score }) => (
              <li key={age}>{`${spokenLength(age)}: ${shownScore(score)}`}</li>
            ))}
          </ul>
        ))}
      </div>
    </div>
  );
}

/** Of Grafana's trend panel. */
const OPTIONS = {
  legend: { showLegend: true, displayMode: 'list', placement: 'bottom', calcs: [] },
  tooltip: { mode: 'multi', sort: 'none' },
};

const getStyles = (theme: GrafanaTheme2) => ({
  offer: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1) }),
  quiet: css({
    margin: 0,
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    fontVariantNumeric: 'tabular-nums',
  }),
});
