import { css } from '@emotion/css';
import type { GrafanaTheme2, TimeRange } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import type { ServiceVerdict } from '@release-risk/contract/verdict';
import React from 'react';
import type { ServiceActions } from '../../risk/act/actions.ts';
import type { Judged } from '../../risk/judged.ts';
import type { Surroundings } from '../../risk/surroundings.ts';
import type { Clock } from '../../risk/view/clock.ts';
import { bySignificance } from '../../risk/view/signalOrder.ts';
import { LongText } from '../../risk/view/LongText.tsx';
import { spokenTick } from '../../risk/view/spokenTime.ts';
import { SectionTitle } from './SectionTitle.tsx';
import { SignalChart } from './SignalChart.tsx';

interface Props {
  readonly judged: Judged;
  readonly service: ServiceVerdict;
  readonly surroundings: Surroundings;
  readonly actions: ServiceActions;
  readonly range: TimeRange;
  readonly clock: Clock;
  readonly onRange: (from: number, to: number) => void;
}

const TEXT_FITS = 260;

/** Every signal over time, what matters most first. */
export function SignalCharts(props: Props): React.JSX.Element {
  const { judged, service, surroundings, actions, range, clock, onRange } = props;
  const styles = useStyles2(getStyles);
  const { curves, story } = surroundings;
  return (
    <section>
      <SectionTitle
        title={t('app.service.signals', 'Signals over time')}
        note={t(
          'app.service.signalsNote',
          'Usual and lines are those of {{time}}. Shaded: usual, one span to each side. Dashed: deployments.',
          { time: spokenTick(judged.at, clock.now, clock.timeZone) },
        )}
      />
      {curves.kind === 'failed' && (
        <p className={styles.quiet}>
          {t('app.service.noCurves', 'The readings of this time could not be read:')}{' '}
          <LongText text={[curves.reason, curves.hint].join(' ')} lines={2} after={TEXT_FITS} />
        </p>
      )}
      {curves.kind === 'loading' && (
        <p className={styles.quiet} aria-busy="true">
          {t('app.service.readingCurves', 'The readings are on their way...')}
        </p>
      )}
      {curves.kind === 'ok' && (
        <div className={styles.grid}>
          {bySignificance(service.signals).map((one) => {
            const signal = judged.model.signals.find(({ id }) => id === one.id);
            return (
              signal && (
                <SignalChart
                  key={one.id}
                  one={one}
                  signal={signal}
                  curve={curves.value.signals[one.id]}
                  deployments={story.kind === 'ok' ? story.value.deployments : NO_DEPLOYMENTS}
                  range={range}
                  timeZone={clock.timeZone}
                  explore={actions.explore(one.id)}
                  onRange={onRange}
                />
              )
            );
          })}
        </div>
      )}
    </section>
  );
}

const NO_DEPLOYMENTS: readonly never[] = [];

const getStyles = (theme: GrafanaTheme2) => ({
  grid: css({
    display: 'grid',
    gap: theme.spacing(1.5),
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 420px), 1fr))',
  }),
  quiet: css({ margin: 0, color: theme.colors.text.secondary }),
});
