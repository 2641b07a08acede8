import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import React, { useEffect, useMemo, useRef } from 'react';
import type { Actions } from '../act/actions.ts';
import { judgedOf, type Judged, type Look } from '../judged.ts';
import type { Surroundings } from '../surroundings.ts';
import { BackButton } from './BackButton.tsx';
import { AgeLine } from './AgeLine.tsx';
import { FailureNotices } from './FailureNotices.tsx';
import { layoutOf, type Layout } from './layout.ts';
import { LoadingSkeleton } from './LoadingSkeleton.tsx';
import { OneLine } from './OneLine.tsx';
import { ProblemView } from './ProblemView.tsx';
import { ServiceDetail } from './ServiceDetail.tsx';
import { ServiceList } from './ServiceList.tsx';
import { standingOf } from './standing.ts';
import { useEscape } from './useEscape.ts';
import { VerdictAnnouncer } from './VerdictAnnouncer.tsx';
import { WarningList } from './WarningList.tsx';
import { RAW } from '../rawText.ts';

export interface LookViewProps {
  readonly look: Look;
  /** Pixels of the panel's inside. */
  readonly width: number;
  readonly height: number;
  /** Epoch seconds. */
  readonly now: number;
  readonly timeZone: string;
  /** Name of the service that is open; undefined: the list, or the only service. */
  readonly selected: string | undefined;
  readonly onSelect: (service: string | undefined) => void;
  /** Of the selected or only service. */
  readonly surroundings: Surroundings;
  readonly actions: Actions;
  /** Opens the panel's options; undefined where this user may not edit. */
  readonly setUp?: (() => void) | undefined;
}

/** Whatever a look at a model shows, in whatever room there is. */
export function LookView(props: LookViewProps): React.JSX.Element {
  const { look, width, height, now, actions, setUp, selected } = props;
  const styles = useStyles2(getStyles);
  const layout = layoutOf(width, height);
  const judged = judgedOf(look);
  const opened = useRef<string | undefined>(undefined);
  const whole = useRef<HTMLDivElement>(null);
  const back = useBack(props);
  useEscape(whole, back);
  // The list has taken the focus back by now, and must not take it again when it is drawn anew.
  useEffect(() => {
    if (selected === undefined) opened.current = undefined;
  }, [selected]);
  return (
    <div ref={whole} className={styles.panel} style={{ width, height }} data-layout={layout}>
      <VerdictAnnouncer services={judged?.services} />
      {back && layout !== 'line' && <BackButton back={back} takesFocus={opened.current === selected} />}
      {look.kind === 'loading' && <LoadingSkeleton layout={layout} />}
      {look.kind === 'problem' && (
        <ProblemView
          problem={look.problem}
          layout={layout}
          retry={() => {
            actions.retry();
          }}
          setUp={setUp}
          beside={judged !== undefined}
        />
      )}
      {judged && (
        <>
          {layout !== 'line' && isOld(look, judged, now) && (
            <AgeLine age={now - judged.at} refreshing={look.kind === 'judged' && look.refreshing} />
          )}
          <JudgedView {...props} judged={judged} layout={layout} isOld={isOld(look, judged, now)} opened={opened} />
        </>
      )}
    </div>
  );
}

/** Back to the list from a service that somebody opened, whatever is known of it right now. */
function useBack({ selected, onSelect }: LookViewProps): (() => void) | undefined {
  return useMemo(
    () =>
      selected === undefined
        ? undefined
        : () => {
            onSelect(undefined);
          },
    [selected, onSelect],
  );
}

/** Seconds after which a score that is not being refreshed is old, and one that is being refreshed is. */
const OLD_AFTER = 300;
const OLD_WHILE_REFRESHING = 60;

/** A refresh every ten seconds must not make the panel flicker: only what is really old is shown as old. */
function isOld(look: Look, { at }: Judged, now: number): boolean {
  if (look.kind !== 'judged') return true;
  return now - at > (look.refreshing ? OLD_WHILE_REFRESHING : OLD_AFTER);
}

interface JudgedViewProps extends LookViewProps {
  readonly judged: Judged;
  readonly layout: Layout;
  readonly isOld: boolean;
  /** The service that a person opened last. */
  readonly opened: React.MutableRefObject<string | undefined>;
}

function JudgedView(props: JudgedViewProps): React.JSX.Element {
  const { judged, layout, width, now, timeZone, selected, onSelect, surroundings, actions, isOld, opened } = props;
  const styles = useStyles2(getStyles);
  const clock = { now, timeZone };
  const { services, model } = judged;
  const only = services.length === 1 ? services[0] : undefined;
  const chosen = services.find(({ service }) => service === selected) ?? only;
  const [worst] = services;
  if (worst === undefined) {
    return (
      <>
        <FailureNotices
          failures={judged.failures}
          retry={() => {
            actions.retry();
          }}
        />
        <p className={styles.none}>{t('panel.list.empty', 'The model has no service right now.')}</p>
        <WarningList warnings={judged.warnings} />
      </>
    );
  }
  if (layout === 'line') {
    const shown = chosen ?? worst;
    const standing = standingOf(shown, model.policy, chosen ? surroundings.holds : { kind: 'loading' }, now);
    return (
      <OneLine
        service={shown}
        standing={standing}
        others={chosen ? 0 : services.length - 1}
        width={width}
        age={isOld ? now - judged.at : undefined}
      />
    );
  }
  if (chosen) {
    return (
      <ServiceDetail
        key={chosen.service}
        judged={judged}
        service={chosen}
        surroundings={surroundings}
        actions={actions}
        layout={layout}
        width={width}
        clock={clock}
        isOld={isOld}
      />
    );
  }
  return (
    <>
      {selected !== undefined && (
        <p className={styles.none}>
          {t('panel.list.gone', '{{service}} is not in the answer any more.', {
            service: selected,
            ...RAW,
          })}
        </p>
      )}
      <FailureNotices
        failures={judged.failures}
        retry={() => {
          actions.retry();
        }}
      />
      <WarningList warnings={judged.warnings} />
      <ServiceList
        judged={judged}
        layout={layout}
        clock={clock}
        cameFrom={opened.current}
        onOpen={(service) => {
          opened.current = service;
          onSelect(service);
        }}
      />
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  panel: css({
    position: 'relative',
    containerType: 'inline-size',
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
    overflow: 'auto',
    overflowX: 'hidden',
    color: theme.colors.text.primary,
  }),
  none: css({ margin: 0, color: theme.colors.text.secondary, overflowWrap: 'anywhere' }),
});
