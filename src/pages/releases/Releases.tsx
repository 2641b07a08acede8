import { css } from '@emotion/css';
import { getTimeZone, type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, useStyles2 } from '@grafana/ui';
import React, { useMemo } from 'react';
import { useSearchParams } from 'react-router-dom-v5-compat';
import { PageLoading } from '../../app/PageLoading.tsx';
import { releasesIn, type Release } from '../../app/releases/release.ts';
import { ReleaseTable } from '../../app/releases/ReleaseTable.tsx';
import type { StoredModel } from '../../app/storedModels.ts';
import { LongText } from '../../risk/view/LongText.tsx';
import { Notice } from '../../risk/view/Notice.tsx';
import { useNow } from '../../risk/view/useNow.ts';
import { Comparison } from './Comparison.tsx';
import { isOfModel } from './modelOfRelease.ts';
import { filterIn, withFilter, type ReleaseFilter } from './releaseFilter.ts';
import { ReleaseFilters } from './ReleaseFilters.tsx';
import { CHRONICLE_AT_MOST, useChronicle } from './useChronicle.ts';

const TEXT_FITS = 260;

/** What was released, how it was judged, and what was decided. */
export function Releases({ models }: { readonly models: readonly StoredModel[] }): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const [params, setParams] = useSearchParams();
  const filter = filterIn(params);
  const change = (next: ReleaseFilter): void => {
    setParams(withFilter(params, next), { replace: true });
  };
  const [chronicle, again] = useChronicle();
  const clock = { now: useNow(30), timeZone: getTimeZone() };
  const releases = useMemo(() => (chronicle.kind === 'ok' ? releasesIn(chronicle.value) : []), [chronicle]);
  const shown = chosenReleases(releases, filter, models);
  const compared = filter.compared.flatMap((id) => releases.find(({ record }) => record.id === id) ?? []);
  const services = [...new Set(releases.map(({ record }) => nameOf(record.labels)))].sort();
  if (chronicle.kind === 'loading') return <PageLoading />;
  if (chronicle.kind === 'failed') {
    return (
      <Notice
        tone="bad"
        icon="exclamation-triangle"
        title={t('app.releases.unread', 'The releases could not be read')}
        action={
          <Button size="sm" variant="secondary" icon="sync" onClick={again}>
            {t('app.again', 'Try again')}
          </Button>
        }
      >
        <LongText text={[chronicle.reason, chronicle.hint].join(' ')} lines={3} after={TEXT_FITS} />
      </Notice>
    );
  }
  if (releases.length === 0) return <NoReleases />;
  return (
    <div className={styles.page}>
      <ReleaseFilters filter={filter} change={change} models={models} services={services} />
      {compared.length === 0 ? (
        <p className={styles.quiet}>{t('app.releases.choose', 'Choose two releases to see them side by side.')}</p>
      ) : (
        <Comparison
          releases={compared}
          models={models}
          preferred={filter.model}
          clock={clock}
          close={() => {
            change({ ...filter, compared: [] });
          }}
        />
      )}
      {shown.length === 0 ? (
        <p className={styles.quiet}>{t('app.releases.none', 'No release is like that.')}</p>
      ) : (
        <ReleaseTable
          caption={t('app.releases.caption', 'Releases, newest first')}
          releases={shown}
          clock={clock}
          services={services.length > 1}
          selected={filter.compared}
          onSelect={(id, isChosen) => {
            const others = filter.compared.filter((one) => one !== id);
            change({ ...filter, compared: isChosen ? [...others, id] : others });
          }}
        />
      )}
      {chronicle.value.isCut && (
        <p className={styles.quiet}>
          {t('app.releases.cut', 'Older ones are not shown: this page reads the newest {{n}} annotations.', {
            n: CHRONICLE_AT_MOST,
          })}
        </p>
      )}
    </div>
  );
}

function NoReleases(): React.JSX.Element {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.page}>
      <p className={styles.quiet}>
        {t(
          'app.releases.empty',
          'No release was written down yet. A pipeline does it with these two commands, around its own deployment:',
        )}
      </p>
      <pre className={styles.commands}>
        {/* A command is the same in every language. */}
        {COMMANDS}
      </pre>
    </div>
  );
}

const COMMANDS = `release-risk deploy start risk.yaml --service NAME --version VERSION --out deployment.json
release-risk deploy finish --record deployment.json --outcome succeeded --verdict verdict.json`;

function chosenReleases(
  releases: readonly Release[],
  { model: name, service }: ReleaseFilter,
  models: readonly StoredModel[],
): readonly Release[] {
  const model = models.find((one) => one.name === name)?.model;
  return releases.filter(
    ({ record }) =>
      (service === '' || nameOf(record.labels) === service) &&
      (name === '' || (model !== undefined && isOfModel(model, record))),
  );
}

function nameOf(labels: Readonly<Record<string, string>>): string {
  return Object.values(labels).join(' / ');
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1.5), minWidth: 0 }),
  quiet: css({ margin: 0, color: theme.colors.text.secondary }),
  commands: css({ margin: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }),
});
