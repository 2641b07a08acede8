import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, useStyles2 } from '@grafana/ui';
import type { ServiceVerdict } from '@release-risk/contract/verdict';
import React, { useMemo, useState } from 'react';
import type { Actions } from '../act/actions.ts';
import type { Judged } from '../judged.ts';
import type { Surroundings } from '../surroundings.ts';
import { ActionBar } from './ActionBar.tsx';
import { Cause } from './Cause.tsx';
import type { Clock } from './clock.ts';
import { coverageWords } from './Coverage.tsx';
import { FailureNotices } from './FailureNotices.tsx';
import { Footer } from './Footer.tsx';
import { Headline } from './Headline.tsx';
import type { Layout } from './layout.ts';
import { ReleaseLine } from './ReleaseLine.tsx';
import { ReleaseNotices } from './ReleaseNotices.tsx';
import { releaseState } from './releaseState.ts';
import { ReleaseStrip } from './ReleaseStrip.tsx';
import { SignalTable } from './SignalTable.tsx';
import { standingOf } from './standing.ts';
import { TONE_OF_VERDICT, type Tone } from './tones.ts';
import { consequence, verdictWord } from './verdictWords.ts';
import { WarningList } from './WarningList.tsx';
import { toneCard } from './toneCard.ts';

interface Props {
  readonly judged: Judged;
  readonly service: ServiceVerdict;
  readonly surroundings: Surroundings;
  readonly actions: Actions;
  readonly layout: Layout;
  /** Pixels. */
  readonly width: number;
  readonly clock: Clock;
  /** An old verdict: what is known of it is not what is. */
  readonly isOld: boolean;
}

/** Everything about one service, as much at once as there is room for. */
export function ServiceDetail(props: Props): React.JSX.Element {
  const { judged, service, surroundings, layout, width, clock, isOld } = props;
  const { model, at } = judged;
  const standing = standingOf(service, model.policy, surroundings.holds, clock.now);
  const styles = useStyles2(getStyles, TONE_OF_VERDICT[standing.verdict]);
  const story = surroundings.story.kind === 'ok' ? surroundings.story.value : undefined;
  const release = useMemo(() => releaseState(service, story, model.policy, at), [service, story, model.policy, at]);
  const actions = props.actions.of(judged, service);
  const [showsAll, setShowsAll] = useState(false);
  const isSmall = layout === 'small' && !showsAll;
  return (
    <div className={styles.detail}>
      <div className={cx(styles.card, isOld && styles.old)}>
        <Headline
          service={service}
          model={model}
          standing={standing}
          earlier={surroundings.earlier}
          at={at}
          clock={clock}
          wide={layout === 'full'}
        />
        <ReleaseLine service={service} release={release} mode={model.action.mode} clock={clock} />
        <Cause
          verdict={`${verdictWord(standing.word)}, ${consequence(standing, clock.now, clock.timeZone)}`}
          sentence={service.sentence}
        />
        {service.coverage !== null && service.coverage < 1 && service.signals.length > 0 && (
          <div className={styles.coverage}>{coverageWords(service)}</div>
        )}
      </div>
      <ReleaseNotices surroundings={surroundings} release={release} actions={actions} at={at} clock={clock} />
      <ActionBar actions={actions} verdict={standing.verdict} />
      <FailureNotices failures={judged.failures} retry={props.actions.retry} />
      {layout === 'small' && (
        <Button
          size="sm"
          variant="secondary"
          fill="outline"
          className={styles.more}
          aria-expanded={showsAll}
          onClick={() => {
            setShowsAll(!showsAll);
          }}
        >
          {showsAll ? t('panel.detail.less', 'Hide the details') : t('panel.detail.more', 'Show signals and alerts')}
        </Button>
      )}
      {!isSmall && (
        <>
          {service.signals.length > 0 ? (
            <SignalTable
              judged={judged}
              service={service}
              curves={surroundings.curves}
              deployedAt={release.deployedAt}
              actions={actions}
              layout={layout}
              width={width}
            />
          ) : (
            <p className={styles.quiet}>
              {t('panel.detail.noSignals', 'Only the score was recorded: the readings behind it are not here.')}
            </p>
          )}
          {surroundings.story.kind === 'loading' && <div className={styles.waiting} aria-hidden="true" />}
          {story && (
            <ReleaseStrip service={service} deployments={story.deployments} version={release.version} clock={clock} />
          )}
          <WarningList warnings={judged.warnings} />
          <Footer judged={judged} service={service} surroundings={surroundings} release={release} clock={clock} />
        </>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2, tone: Tone) => ({
  detail: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1.25), minWidth: 0 }),
  card: toneCard(theme, tone),
  // Less colour, not less contrast: it has to stay readable.
  old: css({ filter: 'grayscale(0.8)', borderLeftStyle: 'dashed', background: 'none' }),
  more: css({ alignSelf: 'flex-start' }),
  coverage: css({ color: theme.colors.text.primary, fontSize: theme.typography.bodySmall.fontSize }),
  // As high as the strip of releases, so that nothing jumps when it comes.
  waiting: css({
    height: 90,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.secondary,
  }),
  quiet: css({ margin: 0, color: theme.colors.text.secondary }),
});
