import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, useStyles2 } from '@grafana/ui';
import type { RiskModel } from '@release-risk/model/model';
import React, { useContext, useState } from 'react';
import { EditorNote } from '../../risk/edit/EditorNote.tsx';
import { findingAt } from '../../risk/edit/finding.ts';
import type { SignalDraft } from '../../risk/edit/signalDraft.ts';
import { weightShares } from '../../risk/edit/weightShares.ts';
import type { HostDatasource } from '../../risk/host.ts';
import { findingsIn } from '../draft/checked.ts';
import {
  duplicateSignal,
  insertSignals,
  moveSignal,
  newSignal,
  removeSignal,
  replaceSignal,
  signalsOf,
} from '../draft/signals.ts';
import { Part } from '../Part.tsx';
import type { Readings } from '../whatIf/useReadings.ts';
import { MayEdit } from './Editable.tsx';
import { afterMove, afterRemoval, afterInsertion } from './openPlaces.ts';
import type { SectionProps } from './sectionProps.ts';
import { SignalCard } from './SignalCard.tsx';
import { SignalHead } from './SignalHead.tsx';
import { SignalTest } from './SignalTest.tsx';
import { RAW } from '../../risk/rawText.ts';

interface Props extends SectionProps {
  readonly bindings: Readonly<Record<string, string>>;
  readonly datasources: readonly HostDatasource[];
  readonly readings: Readings;
  /** The model as it reads now, where it has no errors. */
  readonly model: RiskModel | undefined;
  /** Signals from elsewhere. */
  readonly adding: React.ReactNode;
}

interface Removed {
  readonly signal: SignalDraft;
  readonly at: number;
}

/** What the score is made of: a row each, with everything about it behind. */
export function SignalsSection(props: Props): React.JSX.Element {
  const { document, onChange, diagnostics, adding } = props;
  const styles = useStyles2(getStyles);
  const mayEdit = useContext(MayEdit);
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const [removed, setRemoved] = useState<Removed>();
  const signals = signalsOf(document);
  const shares = weightShares(signals.map(({ weight }) => weight));
  const error = findingAt(
    findingsIn(diagnostics),
    'signals',
    signals.map((_, at) => `signals[${String(at)}]`),
  );
  const move = (from: number, to: number) => {
    onChange(moveSignal(document, from, to));
    setOpen(afterMove(open, from, to));
  };
  return (
    <Part
      title={t('app.config.signals.title', 'Signals')}
      about={t(
        'app.config.signals.about',
        'Each is one query with a weight. Only shares of all weights count; what is missing keeps its share, unless its signal says otherwise.',
      )}
      action={
        mayEdit && (
          <Button
            size="sm"
            variant="secondary"
            icon="plus"
            onClick={() => {
              onChange(insertSignals(document, [newSignal(document, t('app.config.signals.new', 'New signal'))]));
              setOpen(new Set([...open, signals.length]));
            }}
          >
            {t('app.config.signals.add', 'Add a signal')}
          </Button>
        )
      }
    >
      {signals.length === 0 && (
        <EditorNote>
          {t('app.config.signals.none', 'No signals yet. Add one, or take some from what is there.')}
        </EditorNote>
      )}
      {error !== undefined && (
        <EditorNote tone="error" isAnswer>
          {error}
        </EditorNote>
      )}
      <ol className={styles.list}>
        {signals.map((signal, at) => {
          const findings = findingsIn(diagnostics, `signals[${String(at)}]`);
          const change = (next: SignalDraft) => {
            onChange(replaceSignal(document, at, next));
          };
          return (
            // Ids and titles are what is edited: the place is what stays.
            <li key={at} className={styles.item}>
              <SignalHead
                signal={signal}
                share={shares[at] ?? 0}
                isOpen={open.has(at)}
                isFirst={at === 0}
                isLast={at === signals.length - 1}
                isWrong={findings.length > 0}
                onToggle={() => {
                  setOpen(open.has(at) ? new Set([...open].filter((one) => one !== at)) : new Set([...open, at]));
                }}
                onWeight={(weight) => {
                  change({ ...signal, weight });
                }}
                onUp={() => {
                  move(at, at - 1);
                }}
                onDown={() => {
                  move(at, at + 1);
                }}
                onDuplicate={() => {
                  const title = t('app.config.signals.copyOf', '{{title}} (copy)', {
                    title: signal.title ?? '',
                    ...RAW,
                  });
                  onChange(duplicateSignal(document, at, title));
                  setOpen(afterInsertion(open, at + 1));
                }}
                onRemove={() => {
                  onChange(removeSignal(document, at));
                  setOpen(afterRemoval(open, at));
                  setRemoved({ signal, at });
                }}
              />
              {open.has(at) && (
                <SignalCard
                  document={document}
                  at={at}
                  signal={signal}
                  onChange={change}
                  share={shares[at] ?? 0}
                  findings={findings}
                  read={props.model?.signals[at]}
                  test={<SignalTest {...props} at={at} />}
                />
              )}
            </li>
          );
        })}
      </ol>
      {removed !== undefined && (
        <EditorNote
          isAnswer
          action={
            <Button
              size="sm"
              variant="secondary"
              onClick={() => {
                onChange(insertSignals(document, [removed.signal], Math.min(removed.at, signals.length)));
                setOpen(afterInsertion(open, removed.at));
                setRemoved(undefined);
              }}
            >
              {t('app.config.signals.undo', 'Put it back')}
            </Button>
          }
        >
          {t('app.config.signals.removed', 'Removed: {{title}}', {
            title: removed.signal.title ?? '',
            ...RAW,
          })}
        </EditorNote>
      )}
      {mayEdit && adding}
    </Part>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: theme.spacing(1) }),
  item: css({
    minWidth: 0,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.primary,
  }),
});
