import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, useStyles2 } from '@grafana/ui';
import React, { useState } from 'react';
import { EditorNote } from '../../risk/edit/EditorNote.tsx';
import { Part } from '../Part.tsx';
import { problemSentence } from './problemSentence.ts';
import type { Readings } from './useReadings.ts';
import type { Unasked } from './askedSignals.ts';
import type { WhatIf } from './whatIf.ts';
import { WhatIfRowView } from './WhatIfRowView.tsx';
import { RAW } from '../../risk/rawText.ts';

interface Props {
  /** Undefined while nothing was read, or while the model has errors. */
  readonly result: WhatIf | undefined;
  readonly readings: Readings;
  readonly hasErrors: boolean;
  /** Undefined where the model cannot be asked as it stands. */
  readonly onAsk: (() => void) | undefined;
}

const FEW = 12;
const MORE = 50;
/** What the edits do to every service, from what was read: before anything is saved. */
export function WhatIfPart({ result, readings, hasErrors, onAsk }: Props): React.JSX.Element {
  const { known, isAsking, problem, warnings } = readings;
  return (
    <Part
      title={t('app.config.whatIf.title', 'What if')}
      about={t('app.config.whatIf.about', 'The score of each service as saved, and as it would be.')}
      action={
        <Button
          size="sm"
          variant="secondary"
          icon={isAsking ? 'spinner' : 'sync'}
          disabled={isAsking || onAsk === undefined}
          onClick={onAsk}
        >
          {isAsking ? t('app.config.whatIf.asking', 'Asking…') : t('app.config.whatIf.ask', 'Ask now')}
        </Button>
      }
    >
      {problem !== undefined && (
        <EditorNote tone="error" isAnswer>
          {problemSentence(problem)}
        </EditorNote>
      )}
      {warnings.slice(0, 3).map((warning) => (
        <EditorNote key={warning} tone="warning">
          {warning}
        </EditorNote>
      ))}
      {hasErrors && (
        <EditorNote tone="info">
          {t('app.config.whatIf.errors', 'Nothing is scored while the model has errors.')}
        </EditorNote>
      )}
      {result?.kind === 'unasked' && <UnaskedNote unasked={result.unasked} />}
      {result?.kind === 'scored' && <Rows result={result} />}
      {known === undefined && problem === undefined && !hasErrors && isAsking && (
        <EditorNote>{t('app.config.whatIf.first', 'Asking for the readings of all services…')}</EditorNote>
      )}
    </Part>
  );
}

function UnaskedNote({ unasked }: { readonly unasked: Unasked }): React.JSX.Element {
  return (
    <EditorNote tone="warning" isAnswer>
      {unasked.services
        ? t('app.config.whatIf.otherServices', 'The services are found in another way now: ask again.')
        : t('app.config.whatIf.unasked', 'Other queries than those that were asked: ask again. ({{titles}})', {
            titles: unasked.signals.join(', '),
            ...RAW,
          })}
    </EditorNote>
  );
}

function Rows({ result }: { readonly result: Extract<WhatIf, { kind: 'scored' }> }): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const [most, setMost] = useState(FEW);
  const { rows, changed } = result;
  return (
    <>
      <div role="status" className={styles.summary}>
        {changed === 0
          ? t('app.config.whatIf.same', 'No score changes.')
          : t('app.config.whatIf.changed', '{{count}} of {{all}} services score differently', {
              count: changed,
              all: rows.length,
              defaultValue_one: '{{count}} of {{all}} services scores differently',
            })}
      </div>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('app.config.whatIf.service', 'Service')}</th>
            <th scope="col">{t('app.config.whatIf.before', 'Saved')}</th>
            <th scope="col">{t('app.config.whatIf.after', 'Now')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, most).map(({ service, before, after, sentence, isChanged }) => (
            <WhatIfRowView
              key={service.key}
              name={service.name}
              sentence={sentence}
              isChanged={isChanged}
              beforeVerdict={before?.verdict}
              beforeScore={before?.score ?? null}
              afterVerdict={after.verdict}
              afterScore={after.score}
            />
          ))}
        </tbody>
      </table>
      {rows.length > most && (
        <div>
          <Button
            size="sm"
            fill="text"
            onClick={() => {
              setMost(most + MORE);
            }}
          >
            {t('app.config.whatIf.more', 'Show more of {{count}}', {
              count: rows.length,
              defaultValue_one: 'Show it',
            })}
          </Button>
        </div>
      )}
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  summary: css({ fontWeight: theme.typography.fontWeightMedium }),
  table: css({
    width: '100%',
    fontVariantNumeric: 'tabular-nums',
    'th, td': {
      padding: theme.spacing(0.75, 1, 0.75, 0),
      textAlign: 'left',
      verticalAlign: 'top',
      borderBottom: `1px solid ${theme.colors.border.weak}`,
    },
    'thead th': {
      color: theme.colors.text.secondary,
      fontWeight: theme.typography.fontWeightRegular,
      fontSize: theme.typography.bodySmall.fontSize,
    },
  }),
});
