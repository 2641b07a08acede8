import { t } from '@grafana/i18n';
import { cx } from '@emotion/css';
import { useStyles2 } from '@grafana/ui';
import type { DeploymentRecord } from '@release-risk/contract/deploymentRecord';
import React from 'react';
import { decisionWords } from '../../app/releases/decisionWords.ts';
import { decisionOf, lengthOf, type Release } from '../../app/releases/release.ts';
import { ReleaseVerdict } from '../../app/releases/ReleaseVerdict.tsx';
import type { Clock } from '../../risk/view/clock.ts';
import { LongText } from '../../risk/view/LongText.tsx';
import { spokenLength, spokenTick } from '../../risk/view/spokenTime.ts';
import { secondsOf } from '../../risk/view/standing.ts';
import { srOnly } from '../../risk/view/srOnly.ts';
import { getComparedStyles } from './comparedStyles.ts';

interface Props {
  readonly releases: readonly Release[];
  readonly clock: Clock;
}

interface Fact {
  readonly name: string;
  readonly of: (release: Release) => string;
}

const TEXT_FITS = 80;

/** What was written down about each. What differs is marked. */
export function ComparedFacts({ releases, clock }: Props): React.JSX.Element {
  const styles = useStyles2(getComparedStyles);
  return (
    <table className={styles.table}>
      <caption className={srOnly}>{t('app.releases.compare.facts', 'What was released')}</caption>
      <thead>
        <tr>
          <td />
          {releases.map(({ record }) => (
            <th key={record.id} scope="col">
              <LongText text={record.version} lines={1} after={TEXT_FITS} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">{t('app.releases.compare.judged', 'Verdict of its watch')}</th>
          {releases.map(({ record }) => (
            <td key={record.id}>
              <ReleaseVerdict judged={record.judged} />
            </td>
          ))}
        </tr>
        {factsOf(clock).map(({ name, of }) => {
          const texts = releases.map(of);
          if (texts.every((text) => text === '')) return null;
          const differs = new Set(texts).size > 1;
          return (
            <tr key={name}>
              <th scope="row">
                {name}
                {differs && <span className={srOnly}> {t('app.releases.compare.differs', '(differs)')}</span>}
              </th>
              {releases.map(({ record }, at) => (
                <td key={record.id} className={cx(differs && styles.differs)}>
                  <LongText text={shownFact(texts[at])} lines={2} after={TEXT_FITS} />
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** What is not known is said. */
function shownFact(text: string | undefined): string {
  return text === undefined || text === '' ? '–' : text;
}

function factsOf({ now, timeZone }: Clock): readonly Fact[] {
  return [
    { name: t('app.releases.fact.service', 'Service'), of: ({ record }) => Object.values(record.labels).join(' / ') },
    { name: t('app.releases.fact.decision', 'Decision'), of: (release) => decisionWords(decisionOf(release)) },
    { name: t('app.releases.fact.previous', 'Version before'), of: ({ record }) => record.previousVersion ?? '' },
    { name: t('app.releases.fact.commit', 'Commit'), of: ({ record }) => record.commit ?? '' },
    { name: t('app.releases.fact.author', 'Author'), of: ({ record }) => record.author ?? '' },
    {
      name: t('app.releases.fact.when', 'Released'),
      of: ({ record }) => spokenTick(secondsOf(record.startedAt), now, timeZone),
    },
    { name: t('app.releases.fact.length', 'Stayed'), of: (release) => spokenLength(lengthOf(release, now)) },
    { name: t('app.releases.fact.outcome', 'Deployment'), of: ({ record }) => outcomeWords(record.outcome) },
    { name: t('app.releases.fact.migrations', 'Migrations'), of: ({ record }) => migrationWords(record.migrations) },
    { name: t('app.releases.fact.config', 'Configuration'), of: ({ record }) => record.configRef ?? '' },
    { name: t('app.releases.fact.artifact', 'Artifact'), of: ({ record }) => record.artifact ?? '' },
  ];
}

function outcomeWords(outcome: DeploymentRecord['outcome']): string {
  switch (outcome) {
    case 'succeeded':
      return t('app.releases.outcome.succeeded', 'succeeded');
    case 'failed':
      return t('app.releases.outcome.failed', 'failed');
    case undefined:
      return '';
  }
}

function migrationWords(migrations: DeploymentRecord['migrations']): string {
  switch (migrations) {
    case 'none':
      return t('app.releases.migrations.none', 'none');
    case 'additive':
      return t('app.releases.migrations.additive', 'only additions');
    case 'reversible':
      return t('app.releases.migrations.reversible', 'can be taken back');
    case 'destructive':
      return t('app.releases.migrations.destructive', 'cannot be taken back');
    case 'unknown':
      return t('app.releases.migrations.unknown', 'not known');
  }
}
