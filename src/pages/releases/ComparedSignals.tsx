import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import type { ServiceVerdict } from '@release-risk/contract/verdict';
import { formatReading } from '@release-risk/model/format';
import type { Signal } from '@release-risk/model/model';
import { signalCells } from '@release-risk/query/signalCells';
import React from 'react';
import { ReleaseVerdict } from '../../app/releases/ReleaseVerdict.tsx';
import type { Remote } from '../../risk/remote.ts';
import type { Clock } from '../../risk/view/clock.ts';
import { GradeShape } from '../../risk/view/GradeShape.tsx';
import { LongText } from '../../risk/view/LongText.tsx';
import { spokenTick } from '../../risk/view/spokenTime.ts';
import { srOnly } from '../../risk/view/srOnly.ts';
import { TONE_OF_MARK, toneColors, type Tone } from '../../risk/view/tones.ts';
import { getComparedStyles } from './comparedStyles.ts';
import { useWatchEnd } from './useWatchEnd.ts';
import { watchOf, type WatchQuestion } from './watch.ts';

interface Props {
  /** One or two; undefined where no model scores the service. */
  readonly questions: readonly (WatchQuestion | undefined)[];
  /** Epoch seconds. */
  readonly now: number;
  readonly clock: Clock;
}

const TEXT_FITS = 120;

/** What every signal said at the end of each watch, judged by the model as it is now. */
export function ComparedSignals({ questions, now, clock }: Props): React.JSX.Element {
  const styles = useStyles2(getComparedStyles);
  const [first, second] = questions;
  const ends = [useWatchEnd(first, now), useWatchEnd(second, now)].slice(0, questions.length);
  const signals = signalsOf(questions);
  if (signals.length === 0) {
    return <p className={styles.quiet}>{t('app.releases.compare.noModel', 'No model scores these releases.')}</p>;
  }
  const [before, after] = ends.map(verdictIn);
  return (
    <div>
      <table className={styles.table}>
        <caption className={srOnly}>{t('app.releases.compare.signals', 'Signals at the end of the watch')}</caption>
        <thead>
          <tr>
            <td />
            {questions.map((question, at) => (
              <th key={at} scope="col">
                {question && <EndOf question={question} now={now} clock={clock} />}
              </th>
            ))}
            {questions.length === 2 && (
              <th scope="col" className={styles.figure}>
                {t('app.releases.compare.difference', 'Difference')}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{t('app.releases.compare.now', 'Judged by today’s model')}</th>
            {ends.map((end, at) => (
              <td key={at}>
                <Judged end={end} asked={questions[at] !== undefined} />
              </td>
            ))}
            {questions.length === 2 && <td />}
          </tr>
          {signals.map((signal) => (
            <tr key={signal.id}>
              <th scope="row">
                <LongText text={signal.title} lines={2} after={TEXT_FITS} />
              </th>
              {ends.map((end, at) => (
                <td key={at}>
                  <ReadingOf signal={signal} verdict={verdictIn(end)} />
                </td>
              ))}
              {questions.length === 2 && <td className={styles.figure}>{differenceOf(signal, before, after)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface EndProps {
  readonly question: WatchQuestion;
  readonly now: number;
  readonly clock: Clock;
}

function EndOf({ question, now, clock }: EndProps): React.JSX.Element {
  const { record } = question.release;
  return (
    <>
      <LongText text={record.version} lines={1} after={TEXT_FITS} />,{' '}
      {spokenTick(watchOf(question, now).to, clock.now, clock.timeZone)}
    </>
  );
}

function Judged({
  end,
  asked,
}: {
  readonly end: Remote<ServiceVerdict | undefined>;
  readonly asked: boolean;
}): React.JSX.Element | null {
  const styles = useStyles2(getComparedStyles);
  if (!asked) return null;
  switch (end.kind) {
    case 'loading':
      return <span aria-busy="true">{t('app.releases.compare.reading', 'Being read...')}</span>;
    case 'failed':
      return <LongText text={[end.reason, end.hint].join(' ')} lines={3} after={TEXT_FITS} />;
    case 'ok': {
      if (end.value === undefined) return null;
      const { verdict, score, sentence } = end.value;
      return (
        <>
          <ReleaseVerdict judged={verdict === null ? undefined : { verdict, score, at: '' }} />
          <p className={styles.quiet}>
            <LongText text={sentence} lines={3} after={TEXT_FITS} />
          </p>
        </>
      );
    }
  }
}

function verdictIn(end: Remote<ServiceVerdict | undefined>): ServiceVerdict | undefined {
  return end.kind === 'ok' ? end.value : undefined;
}

/** The signals of both models, each once. */
function signalsOf(questions: readonly (WatchQuestion | undefined)[]): readonly Signal[] {
  const signals = new Map<string, Signal>();
  for (const question of questions) {
    for (const signal of question?.stored.model.signals ?? []) {
      if (!signals.has(signal.id)) signals.set(signal.id, signal);
    }
  }
  return [...signals.values()];
}

interface ReadingProps {
  readonly signal: Signal;
  readonly verdict: ServiceVerdict | undefined;
}

function ReadingOf({ signal, verdict }: ReadingProps): React.JSX.Element {
  const one = verdict?.signals.find(({ id }) => id === signal.id);
  const cells = one && signalCells(signal, one);
  const styles = useStyles2(getReadingStyles, cells ? TONE_OF_MARK[cells.mark] : 'quiet');
  if (one === undefined || cells === undefined) return <>–</>;
  return (
    <span className={styles.reading}>
      <GradeShape mark={cells.mark} className={styles.mark} /> <strong>{cells.now}</strong>
      <span className={styles.usual}>{one.missing === null ? cells.usual : cells.missing}</span>
    </span>
  );
}

/** How much more the second one read than the first. */
function differenceOf(
  { id, unit }: Signal,
  before: ServiceVerdict | undefined,
  after: ServiceVerdict | undefined,
): string {
  const [a, b] = [before, after].map((one) => one?.signals.find((signal) => signal.id === id)?.value ?? null);
  if (a === null || b === null || a === undefined || b === undefined) return '';
  const text = formatReading(b - a, unit);
  return b > a ? `+${text}` : text;
}

const getReadingStyles = (theme: GrafanaTheme2, tone: Tone) => ({
  reading: css({ display: 'inline-flex', flexWrap: 'wrap', alignItems: 'baseline', gap: theme.spacing(0, 0.75) }),
  mark: css({ flex: 'none', color: toneColors(theme, tone).text }),
  usual: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
