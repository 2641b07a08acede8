import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, useStyles2 } from '@grafana/ui';
import React, { useMemo, useState } from 'react';
import type { Release } from '../../app/releases/release.ts';
import type { StoredModel } from '../../app/storedModels.ts';
import type { Clock } from '../../risk/view/clock.ts';
import { secondsOf } from '../../risk/view/standing.ts';
import { ComparedFacts } from './ComparedFacts.tsx';
import { ComparedSignals } from './ComparedSignals.tsx';
import { modelOfRelease } from './modelOfRelease.ts';
import { ScoreCurves } from './ScoreCurves.tsx';
import type { WatchQuestion } from './watch.ts';

interface Props {
  /** One or two. */
  readonly releases: readonly Release[];
  readonly models: readonly StoredModel[];
  /** The model that is preferred where several score a service. */
  readonly preferred: string;
  readonly clock: Clock;
  readonly close: () => void;
}

/** Two releases side by side, the older one first; or one by itself until a second is chosen. */
export function Comparison({ releases, models, preferred, clock, close }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  // The end of a watch that goes on must not move with every drawing: it would be asked anew each time.
  const [now] = useState(clock.now);
  const ids = JSON.stringify(releases.map(({ record }) => record.id));
  const sorted = useMemo(
    () => [...releases].sort((a, b) => secondsOf(a.record.startedAt) - secondsOf(b.record.startedAt)),
    // Drawn anew, they are the same while their ids are.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [ids],
  );
  const questions = useMemo(
    () =>
      sorted.map((release): WatchQuestion | undefined => {
        const stored = modelOfRelease(models, release.record, preferred);
        return stored && { release, stored };
      }),
    [sorted, models, preferred],
  );
  const judged = useMemo(() => questions.filter((question) => question !== undefined), [questions]);
  return (
    <section className={styles.comparison} aria-label={t('app.releases.compare.title', 'Comparison')}>
      <header className={styles.head}>
        <h2 className={styles.title}>
          {sorted.length === 2
            ? t('app.releases.compare.two', 'Two releases')
            : t('app.releases.compare.one', 'One release; choose another one to compare')}
        </h2>
        <Button size="sm" variant="secondary" fill="text" icon="times" onClick={close}>
          {t('app.releases.compare.close', 'Close')}
        </Button>
      </header>
      <div className={styles.tables}>
        <ComparedFacts releases={sorted} clock={clock} />
        <ComparedSignals questions={questions} now={now} clock={clock} />
      </div>
      {judged.length > 0 && <ScoreCurves questions={judged} clock={{ ...clock, now }} />}
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  comparison: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1.5),
    minWidth: 0,
    padding: theme.spacing(1.5, 2),
    border: `1px solid ${theme.colors.border.medium}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.secondary,
  }),
  head: css({ display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: theme.spacing(1) }),
  title: css({ margin: 0, fontSize: theme.typography.h4.fontSize }),
  tables: css({
    display: 'grid',
    gap: theme.spacing(2),
    [theme.breakpoints.up('lg')]: { gridTemplateColumns: 'minmax(0, 5fr) minmax(0, 6fr)' },
    alignItems: 'start',
  }),
});
