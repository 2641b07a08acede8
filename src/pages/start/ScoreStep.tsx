import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Alert, Button, LoadingPlaceholder, useStyles2 } from '@grafana/ui';
import React, { useCallback, useMemo } from 'react';
import { check, errorsOf } from '../../config/draft/checked.ts';
import { documentName, type ModelDocument } from '../../config/draft/modelDocument.ts';
import { FailedNote } from '../../config/FailedNote.tsx';
import { useRemote } from '../../config/useRemote.ts';
import type { Host } from '../../risk/host.ts';
import { askLive } from '../../risk/read/askLive.ts';
import { bindingsOf } from '../../risk/read/bindingsOf.ts';
import { FailureNotices } from '../../risk/view/FailureNotices.tsx';
import { toneColors, TONE_OF_VERDICT, type Tone } from '../../risk/view/tones.ts';
import { shownScore } from '../../risk/view/shownScore.ts';
import { VerdictShape } from '../../risk/view/VerdictShape.tsx';
import { verdictWord } from '../../risk/view/verdictWords.ts';

interface Props {
  readonly host: Host;
  readonly document: ModelDocument | undefined;
  readonly bindings: Readonly<Record<string, string>>;
  readonly onSignals: () => void;
  readonly onNext: () => void;
}

const SHOWN = 20;

/** What the draft says of every service right now: the same score that a rule, a gate and a panel give. */
export function ScoreStep({ host, document, bindings, onSignals, onNext }: Props): React.JSX.Element {
  const checked = useMemo(
    () => (document === undefined ? undefined : check(JSON.stringify(document), documentName(document) ?? 'model')),
    [document],
  );
  const model = checked?.model;
  const { remote, isAsking, again } = useRemote(
    useMemo(
      () =>
        model === undefined
          ? undefined
          : async (signal: AbortSignal) => {
              const bound = bindingsOf(model, bindings, host.datasources());
              return askLive(
                host,
                { model, bindings: bound, service: undefined, frozen: [], at: Math.floor(Date.now() / 1000) },
                signal,
              );
            },
      [host, model, bindings],
    ),
  );
  const retry = useCallback(() => {
    again();
  }, [again]);
  if (model === undefined)
    return <Unready errors={checked === undefined ? [] : errorsOf(checked)} onSignals={onSignals} />;
  if (isAsking || remote.kind === 'loading') {
    return <LoadingPlaceholder text={t('app.start.score.asking', 'Asking every signal of every service…')} />;
  }
  if (remote.kind === 'failed') {
    return (
      <FailedNote
        title={t('app.start.score.failed', 'There is no score')}
        reason={remote.reason}
        hint={remote.hint}
        onAgain={again}
      />
    );
  }
  const { services, failures, warnings } = remote.value;
  return (
    <>
      <ul style={{ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 8 }}>
        {services.slice(0, SHOWN).map(({ service: name, verdict, score, coverage, sentence }) => (
          <li key={name}>
            <ScoredService
              name={name}
              word={verdict ?? 'Inconclusive'}
              score={coverage === 0 ? null : score}
              sentence={sentence}
            />
          </li>
        ))}
      </ul>
      {services.length > SHOWN && (
        <div>
          {t('app.start.score.more', 'and {{number}} more, all of them calmer', { number: services.length - SHOWN })}
        </div>
      )}
      <FailureNotices failures={failures} retry={retry} />
      {warnings.map((warning) => (
        <div key={warning}>{warning}</div>
      ))}
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}>
        <Button onClick={onNext}>{t('app.start.next', 'Continue')}</Button>
        <Button variant="secondary" icon="sync" onClick={again}>
          {t('app.start.score.again', 'Ask again')}
        </Button>
      </div>
    </>
  );
}

interface UnreadyProps {
  readonly errors: ReturnType<typeof errorsOf>;
  readonly onSignals: () => void;
}

function Unready({ errors, onSignals }: UnreadyProps): React.JSX.Element {
  return (
    <>
      <Alert severity="info" title={t('app.start.score.unready', 'There is nothing to score yet')}>
        {errors.length === 0
          ? t('app.start.score.noSignals', 'Choose services and at least one signal first.')
          : errors.map(({ code, path, message, hint }) => (
              <div key={`${code} ${path}`}>
                {path}: {message} ({code}) {hint}
              </div>
            ))}
      </Alert>
      <div>
        <Button onClick={onSignals}>{t('app.start.score.toSignals', 'Choose signals')}</Button>
      </div>
    </>
  );
}

interface ScoredProps {
  readonly name: string;
  readonly word: keyof typeof TONE_OF_VERDICT;
  readonly score: number | null;
  readonly sentence: string;
}

function ScoredService({ name, word, score, sentence }: ScoredProps): React.JSX.Element {
  const styles = useStyles2(getStyles, TONE_OF_VERDICT[word]);
  return (
    <div className={styles.row}>
      <span className={styles.verdict}>
        <VerdictShape word={word} size={22} />
        <span className={styles.word}>{verdictWord(word)}</span>
        <span className={styles.score}>{shownScore(score)}</span>
      </span>
      <span className={styles.text}>
        <strong>{name}</strong> {sentence}
      </span>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2, tone: Tone) => ({
  row: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0.5, 2) }),
  verdict: css({
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    minWidth: 170,
    color: toneColors(theme, tone).text,
  }),
  word: css({ fontWeight: theme.typography.fontWeightMedium }),
  score: css({ fontVariantNumeric: 'tabular-nums', color: theme.colors.text.primary }),
  text: css({ flex: '1 1 260px', minWidth: 0, overflowWrap: 'anywhere' }),
});
