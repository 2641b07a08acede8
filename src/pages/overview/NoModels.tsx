import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { LinkButton, useStyles2 } from '@grafana/ui';
import React from 'react';
import { useApp } from '../../app/AppContext.ts';
import { firstRunPath } from '../../app/paths.ts';

/** Before the first model: the one thing to do. */
export function NoModels(): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const { host } = useApp();
  const mayWrite = host.may('plugins:write');
  return (
    <section className={styles.empty}>
      <h2 className={styles.title}>{t('app.overview.empty.title', 'May this release stay?')}</h2>
      <p className={styles.sentence}>
        {t(
          'app.overview.empty.sentence',
          'A model makes one score of the queries you already have: which signals count, how much, and where red begins. There is none yet.',
        )}
      </p>
      {mayWrite ? (
        <>
          <LinkButton href={host.address(firstRunPath)} icon="rocket" size="lg">
            {t('app.overview.empty.start', 'Make the first model')}
          </LinkButton>
          <p className={styles.sentence}>
            {t(
              'app.overview.empty.sample',
              'It proposes signals from your datasources in a few minutes, or shows a sample model in one click.',
            )}
          </p>
        </>
      ) : (
        <p className={styles.sentence}>
          {t('app.overview.empty.askAdmin', 'Whoever manages plugins in this Grafana can make the first one.')}
        </p>
      )}
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  empty: css({
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    gap: theme.spacing(2),
    maxWidth: 560,
    margin: `${theme.spacing(6)} auto`,
    textAlign: 'center',
  }),
  title: css({ margin: 0 }),
  sentence: css({ margin: 0, color: theme.colors.text.secondary }),
});
