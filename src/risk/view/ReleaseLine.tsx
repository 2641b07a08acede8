import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Icon, useStyles2 } from '@grafana/ui';
import type { ServiceVerdict } from '@release-risk/contract/verdict';
import type { ActionMode } from '@release-risk/model/model';
import React from 'react';
import type { Clock } from './clock.ts';
import { httpAddress } from './httpAddress.ts';
import { LongText } from './LongText.tsx';
import type { ReleaseState } from './releaseState.ts';
import { spokenAgo, spokenMoment } from './spokenTime.ts';
import { RAW } from '../rawText.ts';

interface Props {
  readonly service: ServiceVerdict;
  readonly release: ReleaseState;
  readonly mode: ActionMode;
  readonly clock: Clock;
}

const NAME_FITS = 60;
const SHORT_COMMIT = 10;

/** Which service and version this is about, who released it and when, and what may follow by itself. */
export function ReleaseLine({ service, release, mode, clock }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const { version, record, deployedAt } = release;
  return (
    <div className={styles.line}>
      <strong className={styles.service}>
        <LongText text={service.service} lines={1} after={NAME_FITS} />
      </strong>
      {version !== undefined && (
        <span className={styles.version}>
          <LongText text={version} lines={1} after={NAME_FITS} />
        </span>
      )}
      {record?.commit !== undefined && <Commit commit={record.commit} url={record.url} />}
      {record?.author !== undefined && (
        <span className={styles.part}>
          <Icon name="user" size="sm" title={t('panel.release.author', 'Author')} />{' '}
          <LongText text={record.author} lines={1} after={NAME_FITS} />
        </span>
      )}
      <span className={styles.part}>
        {deployedAt === undefined ? (
          unknownDeployment(version)
        ) : (
          <>
            <Icon name="clock-nine" size="sm" />{' '}
            {t('panel.release.deployed', 'deployed {{ago}} ({{moment}})', {
              ago: spokenAgo(clock.now - deployedAt),
              moment: spokenMoment(deployedAt, clock.now, clock.timeZone),
            })}
          </>
        )}
      </span>
      <span className={styles.mode}>{modeWords(mode)}</span>
    </div>
  );
}

function unknownDeployment(version: string | undefined): string {
  return version === undefined
    ? t('panel.release.unknown', 'no deployment known')
    : t('panel.release.unknownTime', 'time of deployment unknown');
}

function modeWords(mode: ActionMode): string {
  switch (mode) {
    case 'observe':
      return t('panel.mode.observe', 'observes only');
    case 'ask':
      return t('panel.mode.ask', 'asks before rolling back');
    case 'act':
      return t('panel.mode.act', 'rolls back by itself');
  }
}

function Commit({ commit, url }: { readonly commit: string; readonly url: string | undefined }): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const href = httpAddress(url);
  const short = <bdi>{commit.slice(0, SHORT_COMMIT)}</bdi>;
  if (href === undefined) return <code className={styles.commit}>{short}</code>;
  return (
    <a
      className={styles.commit}
      href={href}
      target="_blank"
      rel="noreferrer"
      aria-label={t('panel.release.commit', 'Commit {{commit}}', {
        commit: commit.slice(0, SHORT_COMMIT),
        ...RAW,
      })}
    >
      {short}
    </a>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  line: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    gap: theme.spacing(0.25, 1.5),
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    minWidth: 0,
    '> *': { minWidth: 0, maxWidth: '100%' },
  }),
  service: css({
    color: theme.colors.text.primary,
    fontSize: theme.typography.body.fontSize,
    fontWeight: theme.typography.fontWeightMedium,
  }),
  version: css({ color: theme.colors.text.primary, fontFamily: theme.typography.fontFamilyMonospace }),
  commit: css({
    fontFamily: theme.typography.fontFamilyMonospace,
    fontSize: theme.typography.bodySmall.fontSize,
    background: 'none',
    border: 0,
    padding: 0,
    'a&': { color: theme.colors.text.link, textDecoration: 'underline' },
  }),
  part: css({ display: 'inline-flex', alignItems: 'baseline', gap: 3, '> svg, > div': { alignSelf: 'center' } }),
  mode: css({
    padding: theme.spacing(0, 0.75),
    borderRadius: theme.shape.radius.pill,
    border: `1px solid ${theme.colors.border.medium}`,
    whiteSpace: 'nowrap',
  }),
});
