import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import type { DeploymentRecord } from '@release-risk/contract/deploymentRecord';
import type { ServiceVerdict, VerdictWord } from '@release-risk/contract/verdict';
import React from 'react';
import type { Clock } from './clock.ts';
import { shownScore } from './shownScore.ts';
import { LongText } from './LongText.tsx';
import { spokenAgo } from './spokenTime.ts';
import { secondsOf } from './standing.ts';
import { TONE_OF_VERDICT, toneColors, type Tone } from './tones.ts';
import { VerdictShape } from './VerdictShape.tsx';
import { verdictWord } from './verdictWords.ts';
import { srOnly } from './srOnly.ts';

/** How a release was judged, or is right now. */
interface Shown {
  readonly verdict: VerdictWord;
  readonly score: number | null;
}

interface Props {
  /** The verdict of this moment: the running release is judged by it, whatever its watch came to. */
  readonly service: ServiceVerdict;
  /** Newest first. */
  readonly deployments: readonly DeploymentRecord[];
  /** The running version. */
  readonly version: string | undefined;
  readonly clock: Clock;
}

const SHOWN = 10;
const VERSION_FITS = 12;

/** The last releases from left to right, each with how it was judged. */
export function ReleaseStrip({ service, deployments, version, clock }: Props): React.JSX.Element | null {
  const styles = useStyles2(getStyles, 'quiet');
  if (deployments.length === 0) return null;
  const shown = deployments.slice(0, SHOWN);
  const live = shown.find((one) => one.version === version);
  return (
    <section className={styles.section}>
      <h3 className={styles.heading}>{t('panel.releases.title', 'Last releases')}</h3>
      <ol className={styles.strip}>
        {[...shown].reverse().map((one) => (
          <Release
            key={one.id}
            record={one}
            judged={one === live ? present(service) : one.judged}
            isLive={one === live}
            clock={clock}
          />
        ))}
      </ol>
    </section>
  );
}

function present({ verdict, score }: ServiceVerdict): Shown {
  return { verdict: verdict ?? 'Inconclusive', score };
}

interface ReleaseProps {
  readonly record: DeploymentRecord;
  readonly judged: Shown | undefined;
  readonly isLive: boolean;
  readonly clock: Clock;
}

function Release({ record, judged, isLive, clock }: ReleaseProps): React.JSX.Element {
  const { kind } = record;
  const styles = useStyles2(getStyles, judged ? TONE_OF_VERDICT[judged.verdict] : 'quiet');
  const isRollback = kind === 'rollback';
  const age = spokenAgo(clock.now - secondsOf(record.startedAt));
  return (
    <li className={cx(styles.release, isLive && styles.live)}>
      <span className={styles.top}>
        <span className={styles.mark}>
          {isRollback ? <RollbackShape /> : <VerdictShape word={judged?.verdict ?? 'NotEvaluated'} size={16} />}
        </span>
        <span className={styles.score}>{shownScore(judged?.score ?? null)}</span>
      </span>
      <span className={srOnly}>
        {isRollback && `${t('panel.releases.rollback', 'rollback')}, `}
        {judged ? verdictWord(judged.verdict) : t('panel.releases.notJudged', 'not judged')}
      </span>
      <span className={styles.version}>
        <LongText text={record.version} lines={1} after={VERSION_FITS} />
      </span>
      <span className={styles.age}>{isLive ? t('panel.releases.live', 'live') : age}</span>
    </li>
  );
}

/** An arrow back: a release that took another one away. */
function RollbackShape(): React.JSX.Element {
  return (
    <svg viewBox="0 0 64 64" width={16} height={16} aria-hidden="true" focusable="false">
      <path
        d="M26 10L8 26l18 16M10 26h28a15 15 0 0 1 0 30H22"
        fill="none"
        stroke="currentColor"
        strokeWidth={7}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

const getStyles = (theme: GrafanaTheme2, tone: Tone) => ({
  section: css({ minWidth: 0 }),
  heading: css({
    margin: theme.spacing(0, 0, 0.5),
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    fontWeight: theme.typography.fontWeightRegular,
  }),
  strip: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0.5), margin: 0, padding: 0, listStyle: 'none' }),
  release: css({
    position: 'relative',
    display: 'flex',
    flexDirection: 'column',
    minWidth: 80,
    maxWidth: 150,
    padding: theme.spacing(0.5, 0.75),
    borderRadius: theme.shape.radius.default,
    border: `1px solid ${theme.colors.border.weak}`,
    fontSize: theme.typography.bodySmall.fontSize,
    fontVariantNumeric: 'tabular-nums',
  }),
  live: css({ borderColor: theme.colors.text.primary, borderWidth: 2 }),
  top: css({ display: 'flex', alignItems: 'center', gap: 4 }),
  mark: css({ display: 'inline-flex', color: toneColors(theme, tone).text }),
  score: css({ fontWeight: theme.typography.fontWeightMedium }),
  version: css({ minWidth: 0, color: theme.colors.text.primary }),
  age: css({ color: theme.colors.text.secondary, whiteSpace: 'nowrap' }),
});
