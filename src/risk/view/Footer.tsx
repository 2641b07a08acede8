import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import type { ServiceVerdict } from '@release-risk/contract/verdict';
import React from 'react';
import type { Judged, Origin } from '../judged.ts';
import type { Surroundings } from '../surroundings.ts';
import { AlertRules } from './AlertRules.tsx';
import { BaselineList } from './BaselineList.tsx';
import type { Clock } from './clock.ts';
import { Coverage } from './Coverage.tsx';
import { LongText } from './LongText.tsx';
import type { ReleaseState } from './releaseState.ts';
import { spokenAgo, spokenTick } from './spokenTime.ts';

interface Props {
  readonly judged: Judged;
  readonly service: ServiceVerdict;
  readonly surroundings: Surroundings;
  readonly release: ReleaseState;
  readonly clock: Clock;
}

const FINGERPRINT_SHOWN = 8;
const TEXT_FITS = 200;

/** What the verdict rests on, and what the alert rules say beside it. */
export function Footer({ judged, service, surroundings, release, clock }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const { model, at, fingerprint } = judged;
  const hasBaselines = model.signals.some((signal) => 'baseline' in signal);
  return (
    <dl className={styles.list}>
      <dt>{t('panel.footer.alerts', 'Alert rules')}</dt>
      <dd>
        <AlertRules rules={surroundings.rules} service={service} at={at} clock={clock} />
      </dd>
      <dt>{t('panel.footer.coverage', 'Answered')}</dt>
      <dd>
        <Coverage service={service} />
      </dd>
      {hasBaselines && (
        <>
          <dt>{t('panel.footer.baselines', 'Usual is')}</dt>
          <dd className={styles.plainList}>
            <BaselineList model={model} at={at} deployedAt={release.deployedAt} clock={clock} />
          </dd>
        </>
      )}
      {notRead(surroundings).map(({ parts, text }) => (
        <React.Fragment key={text}>
          <dt>{t('panel.footer.notRead', 'Not read')}</dt>
          <dd>
            {parts.join(', ')}: <LongText text={text} lines={2} after={TEXT_FITS} />
          </dd>
        </React.Fragment>
      ))}
      <dt>{t('panel.footer.evaluated', 'Evaluated')}</dt>
      <dd>
        {spokenTick(at, clock.now, clock.timeZone)} ({spokenAgo(clock.now - at)}) · {originWords(judged.origin)} ·{' '}
        {t('panel.footer.model', 'model')} <LongText text={model.title} lines={1} after={TEXT_FITS} />{' '}
        <code className={styles.code}>{fingerprint.slice(0, FINGERPRINT_SHOWN)}</code>
      </dd>
    </dl>
  );
}

interface NotRead {
  readonly parts: readonly string[];
  /** Why, and what to do about it. */
  readonly text: string;
}

/** What around the score could not be read; the same reason is told once. Rules have a line of their own. */
function notRead({ story, holds, curves, earlier }: Surroundings): readonly NotRead[] {
  const asked = [
    { part: t('panel.footer.releases', 'releases'), answer: story },
    { part: t('panel.footer.holds', 'holds'), answer: holds },
    { part: t('panel.footer.curves', 'curves'), answer: curves },
    { part: t('panel.footer.trend', 'trend'), answer: earlier },
  ];
  const parts = new Map<string, readonly string[]>();
  for (const { part, answer } of asked) {
    if (answer.kind !== 'failed') continue;
    const text = `${answer.reason} ${answer.hint}`;
    parts.set(text, [...(parts.get(text) ?? []), part]);
  }
  return [...parts].map(([text, named]) => ({ parts: named, text }));
}

function originWords(origin: Origin): string {
  switch (origin) {
    case 'targets':
      return t('panel.origin.targets', "the dashboard's own queries");
    case 'live':
      return t('panel.origin.live', 'asked now');
    case 'recorded':
      return t('panel.origin.recorded', 'recorded scores');
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(64px, max-content) minmax(0, 1fr)',
    gap: theme.spacing(0.25, 1.5),
    margin: 0,
    paddingTop: theme.spacing(1),
    borderTop: `1px solid ${theme.colors.border.weak}`,
    fontSize: theme.typography.bodySmall.fontSize,
    fontVariantNumeric: 'tabular-nums',
    '> dt': { color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightRegular },
    '> dd': { margin: 0, minWidth: 0, overflowWrap: 'anywhere' },
  }),
  plainList: css({ '> ul': { margin: 0, padding: 0, listStyle: 'none' } }),
  code: css({
    padding: 0,
    border: 0,
    background: 'none',
    color: theme.colors.text.secondary,
    fontSize: 'inherit',
    fontFamily: theme.typography.fontFamilyMonospace,
  }),
});
