import { css } from '@emotion/css';
import { getTimeZone, type GrafanaTheme2, type TimeRange } from '@grafana/data';
import { t } from '@grafana/i18n';
import { TimeRangePicker, useStyles2 } from '@grafana/ui';
import type { Identity } from '@release-risk/model/model';
import React, { useMemo, useState } from 'react';
import { useSearchParams } from 'react-router-dom-v5-compat';
import { useApp } from '../../app/AppContext.ts';
import { PageProblem } from '../../app/PageProblem.tsx';
import { RefreshControl } from '../../app/RefreshControl.tsx';
import type { StoredModel } from '../../app/storedModels.ts';
import { rangeTexts, textsOf, timeRangeOf, type RangeTexts } from '../../app/urlTimeRange.ts';
import { useAutoRefresh } from '../../app/useAutoRefresh.ts';
import { isUnderWay, judgedOf } from '../../risk/judged.ts';
import { AgeLine } from '../../risk/view/AgeLine.tsx';
import { LoadingSkeleton } from '../../risk/view/LoadingSkeleton.tsx';
import { useNow } from '../../risk/view/useNow.ts';
import { VerdictAnnouncer } from '../../risk/view/VerdictAnnouncer.tsx';
import { ServiceStory } from './ServiceStory.tsx';
import { useServiceLook } from './useServiceLook.ts';
import { pageStyles } from '../../app/pageStyles.ts';

interface Props {
  readonly stored: StoredModel;
  readonly labels: Identity;
}

/** Seconds. */
const EVERY = 30;
const OLD_AFTER = 300;
const LOOKED_AT: RangeTexts = { from: 'now-3h', to: 'now' };

/** One service of a model, as it stands at the end of the time that is looked at. */
export function ServiceLook({ stored, labels }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const { host } = useApp();
  const [params, setParams] = useSearchParams();
  const timeZone = getTimeZone();
  const { from, to } = rangeTexts(params, LOOKED_AT);
  const isLive = to.startsWith('now');
  const [paused, setPaused] = useState(false);
  const stands = paused || !isLive;
  const [busy, setBusy] = useState(true);
  const { ask, again } = useAutoRefresh({
    every: stands ? undefined : EVERY,
    busy,
    moment: () => Math.floor(timeRangeOf({ from, to }, timeZone, LOOKED_AT).to.valueOf() / 1000),
    about: `${from} ${to}`,
  });
  // The range moves on with each question, not with each drawing.
  const range = useMemo(
    () => timeRangeOf({ from, to }, timeZone, LOOKED_AT),
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [from, to, timeZone, ask],
  );
  const { look, context } = useServiceLook(stored, labels, ask);
  const isBusy = isUnderWay(look);
  if (isBusy !== busy) setBusy(isBusy);
  const clock = { now: useNow(5), timeZone };
  const judged = judgedOf(look);
  const service = judged?.services[0];
  const retry = (): void => {
    again();
  };
  const setRange = (next: RangeTexts): void => {
    const changed = new URLSearchParams(params);
    changed.set('from', next.from);
    changed.set('to', next.to);
    setParams(changed);
  };
  return (
    <div className={styles.page}>
      <VerdictAnnouncer services={judged?.services} />
      <div className={styles.top}>
        <TimeRangePicker
          value={range}
          timeZone={timeZone}
          onChange={(next) => {
            setRange(textsOf(next));
          }}
          onChangeTimeZone={() => undefined}
          onMoveBackward={() => {
            setRange(moved(range, -0.5));
          }}
          onMoveForward={() => {
            setRange(moved(range, 0.5));
          }}
          onZoom={() => {
            setRange(zoomed(range));
          }}
        />
        <RefreshControl
          evaluatedAt={judged?.at}
          clock={clock}
          every={EVERY}
          busy={isBusy}
          paused={stands}
          setPaused={(next) => {
            setPaused(next);
            if (!next && !isLive) setRange(LOOKED_AT);
          }}
          again={retry}
        />
      </div>
      {look.kind === 'loading' && <LoadingSkeleton layout="full" />}
      {look.kind === 'problem' && <PageProblem problem={look.problem} again={retry} />}
      {judged !== undefined && isLive && clock.now - judged.at > OLD_AFTER && (
        <AgeLine age={clock.now - judged.at} refreshing={isBusy} />
      )}
      {judged !== undefined && service === undefined && (
        <p className={styles.none}>{t('app.service.gone', 'The model does not know this service right now.')}</p>
      )}
      {judged !== undefined && service !== undefined && (
        <ServiceStory
          host={host}
          judged={judged}
          service={service}
          context={context}
          range={range}
          texts={{ from, to }}
          clock={clock}
          isOld={look.kind !== 'judged'}
          attempt={ask.attempt}
          again={retry}
          setRange={setRange}
        />
      )}
    </div>
  );
}

/** The same length, moved by a share of it. */
function moved({ from, to }: TimeRange, share: number): RangeTexts {
  const by = Math.round((to.valueOf() - from.valueOf()) * share);
  return { from: String(from.valueOf() + by), to: String(to.valueOf() + by) };
}

/** Twice as long around the same middle. */
function zoomed({ from, to }: TimeRange): RangeTexts {
  const by = Math.round((to.valueOf() - from.valueOf()) / 2);
  return { from: String(from.valueOf() - by), to: String(to.valueOf() + by) };
}

const getStyles = (theme: GrafanaTheme2) => ({
  ...pageStyles(theme),
  none: css({ margin: 0, color: theme.colors.text.secondary }),
});
