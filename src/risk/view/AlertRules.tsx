import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import type { ServiceVerdict } from '@release-risk/contract/verdict';
import { formatScore } from '@release-risk/model/format';
import React from 'react';
import type { Remote } from '../remote.ts';
import type { RuleOfService, RulesOfService } from '../surroundings.ts';
import type { Clock } from './clock.ts';
import { LongText } from './LongText.tsx';
import { parity, ruleState, type Parity, type RuleState } from './ruleState.ts';
import { knownScore, shownScore } from './shownScore.ts';
import { spokenMoment, spokenTick } from './spokenTime.ts';
import { secondsOf } from './standing.ts';
import { toneColors, type Tone } from './tones.ts';

interface Props {
  readonly rules: Remote<RulesOfService>;
  readonly service: ServiceVerdict;
  /** Epoch seconds: the moment of the panel's score. */
  readonly at: number;
  readonly clock: Clock;
}

const TEXT_FITS = 200;

/** What Grafana's own alert rules say of the same service, beside the number of the panel. */
export function AlertRules({ rules, service, at, clock }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles, 'quiet');
  if (rules.kind === 'loading') return <span className={styles.quiet}>{t('panel.rules.loading', 'asking…')}</span>;
  if (rules.kind === 'failed') {
    return (
      <span>
        <LongText text={rules.reason} lines={2} after={TEXT_FITS} />{' '}
        <span className={styles.quiet}>
          <LongText text={rules.hint} lines={2} after={TEXT_FITS} />
        </span>
      </span>
    );
  }
  const { act, review, veto } = rules.value;
  return (
    <ul className={styles.list}>
      <Rule name={t('panel.rules.act', 'Rollback')} rule={act} service={service} at={at} clock={clock} />
      <Rule name={t('panel.rules.review', 'Review')} rule={review} service={service} at={at} clock={clock} />
      {veto.map((rule) => (
        <Rule key={rule.uid} name={t('panel.rules.veto', 'Veto')} rule={rule} service={service} at={at} clock={clock} />
      ))}
    </ul>
  );
}

interface RuleProps {
  readonly name: string;
  readonly rule: RuleOfService | undefined;
  readonly service: ServiceVerdict;
  readonly at: number;
  readonly clock: Clock;
}

function Rule({ name, rule, service, at, clock }: RuleProps): React.JSX.Element {
  const state = rule && ruleState(rule);
  const styles = useStyles2(getStyles, state === undefined ? 'warning' : TONES[state]);
  if (rule === undefined || state === undefined) {
    return (
      <li>
        {name}: <strong className={styles.state}>{t('panel.rules.missing', 'no such rule')}</strong>
        <span className={styles.quiet}> · {t('panel.rules.missingHint', 'apply the model to create it')}</span>
      </li>
    );
  }
  const said = rule.said?.score;
  const compared = parity(rule, service, at);
  return (
    <li>
      {name}: <strong className={styles.state}>{stateWord(state)}</strong>
      {rule.since !== undefined && (
        <>
          {' '}
          {t('panel.rules.since', 'since {{moment}}', {
            moment: spokenMoment(secondsOf(rule.since), clock.now, clock.timeZone),
          })}
        </>
      )}
      {said !== undefined && (
        <>
          {' · '}
          {t('panel.rules.says', 'says {{score}} at {{tick}}, panel {{own}}', {
            score: formatScore(said),
            tick: spokenTick(secondsOf(rule.lastEvaluation), clock.now, clock.timeZone),
            own: shownScore(knownScore(service)),
          })}
        </>
      )}
      {(compared === 'olderModel' || compared === 'differs') && (
        <strong className={cx(styles.parity)}> · {parityWords(compared)}</strong>
      )}
      {state === 'error' && rule.lastError !== '' && (
        <>
          {' · '}
          <LongText text={rule.lastError} lines={2} after={TEXT_FITS} />
        </>
      )}
    </li>
  );
}

const TONES: Readonly<Record<RuleState, Tone>> = {
  inactive: 'quiet',
  pending: 'warning',
  firing: 'bad',
  recovering: 'warning',
  paused: 'warning',
  error: 'bad',
  nodata: 'warning',
};

function stateWord(state: RuleState): string {
  switch (state) {
    case 'inactive':
      return t('panel.rules.inactive', 'quiet');
    case 'pending':
      return t('panel.rules.pending', 'pending');
    case 'firing':
      return t('panel.rules.firing', 'firing');
    case 'recovering':
      return t('panel.rules.recovering', 'recovering');
    case 'paused':
      return t('panel.rules.paused', 'paused, nobody is told');
    case 'error':
      return t('panel.rules.error', 'cannot be evaluated');
    case 'nodata':
      return t('panel.rules.nodata', 'has no data');
  }
}

function parityWords(parity: Extract<Parity, 'olderModel' | 'differs'>): string {
  return parity === 'olderModel'
    ? t('panel.rules.olderModel', 'alert built from an older model: apply the model again')
    : t('panel.rules.differs', 'another score at the same moment: please report it');
}

const getStyles = (theme: GrafanaTheme2, tone: Tone) => ({
  list: css({ margin: 0, padding: 0, listStyle: 'none' }),
  state: css({
    color: tone === 'quiet' ? theme.colors.text.primary : toneColors(theme, tone).text,
    fontWeight: theme.typography.fontWeightMedium,
  }),
  quiet: css({ color: theme.colors.text.secondary }),
  parity: css({ color: theme.colors.warning.text, fontWeight: theme.typography.fontWeightMedium }),
});
