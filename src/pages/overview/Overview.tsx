import { css } from '@emotion/css';
import { getTimeZone, type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, useStyles2 } from '@grafana/ui';
import React, { useMemo, useState } from 'react';
import { useSearchParams } from 'react-router-dom-v5-compat';
import { RefreshControl } from '../../app/RefreshControl.tsx';
import type { StoredModel } from '../../app/storedModels.ts';
import { presentMoment, useAutoRefresh } from '../../app/useAutoRefresh.ts';
import { useModelLooks } from '../../app/useModelLooks.ts';
import { isUnderWay } from '../../risk/judged.ts';
import type { Clock } from '../../risk/view/clock.ts';
import { FailureNotices } from '../../risk/view/FailureNotices.tsx';
import { LoadingSkeleton } from '../../risk/view/LoadingSkeleton.tsx';
import { useNow } from '../../risk/view/useNow.ts';
import { VerdictAnnouncer } from '../../risk/view/VerdictAnnouncer.tsx';
import { WarningList } from '../../risk/view/WarningList.tsx';
import { ModelTrouble } from './ModelTrouble.tsx';
import { filterIn, withFilter, type OverviewFilter } from './overviewFilter.ts';
import { OverviewFilters } from './OverviewFilters.tsx';
import { allRows, chosenRows, inGroups, judgedIn, tenantsIn, verdictOf, type OverviewRow } from './overviewRows.ts';
import { OverviewTable } from './OverviewTable.tsx';
import { VerdictFilter } from './VerdictFilter.tsx';
import { pageStyles } from '../../app/pageStyles.ts';

/** Seconds. */
const EVERY = 30;

/** All services of these models, as they stand now. */
export function Overview({ models }: { readonly models: readonly StoredModel[] }): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const [params, setParams] = useSearchParams();
  const filter = filterIn(params);
  const change = (next: OverviewFilter): void => {
    setParams(withFilter(params, next), { replace: true });
  };
  const [paused, setPaused] = useState(false);
  const [busy, setBusy] = useState(true);
  const { ask, again } = useAutoRefresh({ every: paused ? undefined : EVERY, busy, moment: presentMoment });
  const looks = useModelLooks(models, ask);
  const retry = (): void => {
    again();
  };
  const isBusy = [...looks.values()].some(({ look }) => isUnderWay(look)) || looks.size < models.length;
  if (isBusy !== busy) setBusy(isBusy);
  const clock = { now: useNow(5), timeZone: getTimeZone() };
  const rows = useMemo(() => allRows(models, looks), [models, looks]);
  const chosen = chosenRows(rows, filter);
  const shown =
    filter.verdict === undefined ? chosen : chosen.filter(({ service }) => verdictOf(service) === filter.verdict);
  const judged = models.flatMap(({ key }) => judgedIn(looks.get(key)) ?? []);
  const isLoading = models.some(({ key }) => looks.get(key)?.look.kind === 'loading') && rows.length === 0;
  return (
    <div className={styles.page}>
      <VerdictAnnouncer services={rows.length === 0 ? undefined : rows.map(({ service }) => service)} />
      <div className={styles.top}>
        {isLoading ? (
          <span />
        ) : (
          <VerdictFilter
            rows={chosen}
            chosen={filter.verdict}
            choose={(verdict) => {
              change({ ...filter, verdict });
            }}
          />
        )}
        <RefreshControl
          evaluatedAt={judged.length === 0 ? undefined : Math.min(...judged.map(({ at }) => at))}
          clock={clock}
          every={EVERY}
          busy={isBusy}
          paused={paused}
          setPaused={setPaused}
          again={retry}
        />
      </div>
      <OverviewFilters filter={filter} change={change} models={models} tenants={tenantsIn(rows)} />
      {models.map((stored) => {
        const look = looks.get(stored.key)?.look;
        return look?.kind === 'problem' ? (
          <ModelTrouble
            key={stored.key}
            stored={stored}
            problem={look.problem}
            hasLast={look.last !== undefined}
            again={() => {
              again(stored.key);
            }}
          />
        ) : null;
      })}
      <FailureNotices failures={judged.flatMap(({ failures }) => failures)} retry={retry} />
      <WarningList warnings={[...new Set(judged.flatMap(({ warnings }) => warnings))]} />
      {isLoading && <LoadingSkeleton layout="full" />}
      {rows.length > 0 && (
        <Chosen
          shown={shown}
          filter={filter}
          models={models.length}
          clock={clock}
          showAll={() => {
            change({ search: '', model: '', tenant: '', verdict: undefined, group: filter.group });
          }}
        />
      )}
      {!isLoading && rows.length === 0 && judged.length > 0 && (
        <p className={styles.none}>{t('app.overview.noServices', 'The models have no service right now.')}</p>
      )}
    </div>
  );
}

interface ChosenProps {
  readonly shown: readonly OverviewRow[];
  readonly filter: OverviewFilter;
  /** How many there are. */
  readonly models: number;
  readonly clock: Clock;
  readonly showAll: () => void;
}

/** The services that the filter leaves. */
function Chosen({ shown, filter, models, clock, showAll }: ChosenProps): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const rows = useMemo(() => inGroups(shown, filter.group), [shown, filter.group]);
  if (shown.length > 0) {
    return <OverviewTable rows={rows} models={models > 1 && filter.group !== 'model'} clock={clock} />;
  }
  return (
    <p className={styles.none}>
      {t('app.overview.noneChosen', 'No service is like that.')}{' '}
      <Button size="sm" variant="secondary" fill="outline" onClick={showAll}>
        {t('app.overview.showAll', 'Show all services')}
      </Button>
    </p>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  ...pageStyles(theme),
  none: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    margin: 0,
    color: theme.colors.text.secondary,
  }),
});
