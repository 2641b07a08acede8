import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { TextLink, useStyles2 } from '@grafana/ui';
import type { RollbackDetail } from '@release-risk/contract/rollback';
import React from 'react';
import { Link } from 'react-router-dom-v5-compat';
import { servicePath } from '../../app/paths.ts';
import { migrationsWord } from '../../app/rollbacks/rollbackWords.ts';
import { httpAddress } from '../../risk/view/httpAddress.ts';
import { LongText } from '../../risk/view/LongText.tsx';
import { shownScore } from '../../risk/view/shownScore.ts';
import { spokenLength } from '../../risk/view/spokenTime.ts';
import { verdictWord } from '../../risk/view/verdictWords.ts';
import { SectionTitle } from '../service/SectionTitle.tsx';
import { RollbackReport } from './RollbackReport.tsx';

interface Props {
  readonly rollback: RollbackDetail;
  /** Names of the models whose pages can be opened. */
  readonly models: readonly string[];
}

const TEXT_FITS = 120;
const NOT_KNOWN = '–';

/** What is known of the release, how long everything took, and where more of it is. */
export function RollbackFacts({ rollback, models }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const { deployment, durations, verdict, score, signals, approvedBy, model, labels, links } = rollback;
  return (
    <>
      <section>
        <SectionTitle title={t('app.rollback.release', 'Release')} />
        <dl className={styles.facts}>
          <Fact name={t('app.rollback.verdict', 'Verdict')}>
            {verdict === null ? undefined : `${verdictWord(verdict)}, ${shownScore(score)}`}
          </Fact>
          <Fact name={t('app.rollback.author', 'Author')}>{deployment.author}</Fact>
          <Fact name={t('app.rollback.commit', 'Commit')}>{deployment.commit}</Fact>
          <Fact name={t('app.rollback.migrationsOf', 'Migrations')}>{migrationsWord(deployment.migrations)}</Fact>
          <Fact name={t('app.rollback.approvedBy', 'Approved by')}>{approvedBy?.name}</Fact>
        </dl>
        {signals.length > 0 && (
          <ul className={styles.signals} aria-label={t('app.rollback.signals', 'Signals')}>
            {signals.map(({ id, title, points, text }) => (
              <li key={id}>
                <strong>
                  <bdi>{title}</bdi>
                </strong>{' '}
                <LongText text={text} lines={2} after={TEXT_FITS} />{' '}
                <span className={styles.quiet}>
                  {t('app.rollback.points', 'adds {{points}}', { points: points.toFixed(2) })}
                </span>
              </li>
            ))}
          </ul>
        )}
      </section>
      <section>
        <SectionTitle title={t('app.rollback.durations', 'How long it took')} />
        <dl className={styles.facts}>
          <Fact name={t('app.rollback.detect', 'To detect')}>{lengthText(durations.detect)}</Fact>
          <Fact name={t('app.rollback.decide', 'To decide')}>{lengthText(durations.decide)}</Fact>
          <Fact name={t('app.rollback.rollBack', 'To roll back')}>{lengthText(durations.rollBack)}</Fact>
          <Fact name={t('app.rollback.recover', 'To recover')}>{lengthText(durations.recover)}</Fact>
        </dl>
      </section>
      <section>
        <SectionTitle title={t('app.rollback.more', 'More of it')} />
        <ul className={styles.links}>
          {models.includes(model) && (
            <li>
              <Link to={servicePath(model, labels)} className={styles.link}>
                {t('app.rollback.openService', 'The service’s page')}
              </Link>
            </li>
          )}
          <Outside address={deployment.url}>{t('app.rollback.openDeployment', 'The deployment')}</Outside>
          <Outside address={links.pipeline}>{t('app.rollback.openPipeline', 'The pipeline')}</Outside>
          <Outside address={links.ticket}>{t('app.rollback.openTicket', 'The ticket')}</Outside>
          <Outside address={links.panel}>{t('app.rollback.openPanel', 'The panel')}</Outside>
          <Outside address={links.explore}>{t('app.rollback.openExplore', 'The queries in Explore')}</Outside>
          <Outside address={links.runbook}>{t('app.rollback.openRunbook', 'The runbook')}</Outside>
        </ul>
        <RollbackReport id={rollback.id} />
      </section>
    </>
  );
}

interface FactProps {
  readonly name: string;
  /** Left out where it is not known. */
  readonly children: string | null | undefined;
}

function Fact({ name, children }: FactProps): React.JSX.Element {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        <LongText text={children ?? NOT_KNOWN} lines={2} after={TEXT_FITS} />
      </dd>
    </>
  );
}

interface OutsideProps {
  readonly address: string | null;
  readonly children: string;
}

function Outside({ address, children }: OutsideProps): React.JSX.Element | null {
  const href = httpAddress(address ?? undefined);
  if (href === undefined) return null;
  return (
    <li>
      <TextLink href={href} external inline={false}>
        {children}
      </TextLink>
    </li>
  );
}

function lengthText(seconds: number | null): string | undefined {
  return seconds === null ? undefined : spokenLength(seconds);
}

const getStyles = (theme: GrafanaTheme2) => ({
  facts: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(96px, max-content) minmax(0, 1fr)',
    gap: theme.spacing(0.5, 1.5),
    margin: 0,
    fontVariantNumeric: 'tabular-nums',
    '> dt': { color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightRegular },
    '> dd': { margin: 0, minWidth: 0, overflowWrap: 'anywhere' },
  }),
  signals: css({
    margin: theme.spacing(1, 0, 0),
    padding: 0,
    listStyle: 'none',
    overflowWrap: 'anywhere',
    '> li': { padding: theme.spacing(0.5, 0), borderTop: `1px solid ${theme.colors.border.weak}` },
  }),
  links: css({
    margin: theme.spacing(0, 0, 1),
    padding: 0,
    listStyle: 'none',
    '> li': { padding: theme.spacing(0.25, 0) },
  }),
  link: css({ color: theme.colors.text.link, '&:hover': { textDecoration: 'underline' } }),
  quiet: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
