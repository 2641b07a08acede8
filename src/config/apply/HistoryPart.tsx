import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, LoadingPlaceholder, useStyles2 } from '@grafana/ui';
import { readHistory, type HistoryEntry } from '@release-risk/grafana/state/history';
import type { RiskModel } from '@release-risk/model/model';
import React, { useCallback, useState } from 'react';
import type { Host } from '../../risk/host.ts';
import { FailedNote } from '../FailedNote.tsx';
import { Part } from '../Part.tsx';
import { useRemote } from '../useRemote.ts';
import { EarlierVersion } from './EarlierVersion.tsx';

interface Props {
  readonly host: Host;
  readonly model: RiskModel;
  readonly bindings: Readonly<Record<string, string>>;
  /** Changes whenever something was applied. */
  readonly generation: number;
  /** An earlier version was applied. */
  readonly onApplied: () => void;
  readonly onDocument: ((document: Readonly<Record<string, unknown>>) => void) | undefined;
}

const SHOWN = 12;

/** What was applied, when and by whom, with a way back to each. */
export function HistoryPart(props: Props): React.JSX.Element {
  const { host, model, generation } = props;
  const [opened, setOpened] = useState<number | undefined>(undefined);
  const { name } = model;
  const { remote, again } = useRemote(
    useCallback(
      async (signal: AbortSignal) => {
        const entries = await readHistory(host.client(signal), name).catch(unlessMissing);
        return { entries, generation };
      },
      [host, name, generation],
    ),
  );
  return (
    <Part
      title={t('app.apply.history.title', 'What was applied')}
      about={t(
        'app.apply.history.about',
        'Undoing is applying an earlier version: the same checks and the same preview.',
      )}
    >
      {remote.kind === 'loading' && (
        <LoadingPlaceholder text={t('app.apply.history.loading', 'Reading the history…')} />
      )}
      {remote.kind === 'failed' && (
        <FailedNote
          title={t('app.apply.history.failed', 'The history could not be read')}
          reason={remote.reason}
          hint={remote.hint}
          onAgain={again}
        />
      )}
      {remote.kind === 'ok' && remote.value.entries.length === 0 && (
        <div>{t('app.apply.history.none', 'Nothing was applied yet.')}</div>
      )}
      {remote.kind === 'ok' && (
        <HistoryList entries={remote.value.entries} opened={opened} onOpen={setOpened}>
          {opened !== undefined && <EarlierVersion key={opened} {...props} version={opened} />}
        </HistoryList>
      )}
    </Part>
  );
}

function unlessMissing(error: unknown): readonly HistoryEntry[] {
  if (error instanceof Error && Reflect.get(error, 'code') === 'notFound') return [];
  throw error;
}

interface ListProps {
  readonly entries: readonly HistoryEntry[];
  readonly opened: number | undefined;
  readonly onOpen: (version: number | undefined) => void;
  /** Of the opened version. */
  readonly children: React.ReactNode;
}

function HistoryList({ entries, opened, onOpen, children }: ListProps): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const [all, setAll] = useState(false);
  return (
    <ul className={styles.list}>
      {entries.slice(0, all ? undefined : SHOWN).map(({ version, at, by, message, complete }, index) => (
        <li key={version} className={styles.item}>
          <div className={styles.row}>
            <span className={styles.version}>{version}</span>
            <span>{dateTimeFormat(at)}</span>
            <span>{by}</span>
            <span className={styles.message}>
              {message}
              {!complete && ` ${t('app.apply.history.cutShort', '(cut short)')}`}
            </span>
            {index > 0 && complete && (
              <Button
                size="sm"
                variant="secondary"
                aria-expanded={opened === version}
                onClick={() => {
                  onOpen(opened === version ? undefined : version);
                }}
              >
                {t('app.apply.history.compare', 'Compare')}
              </Button>
            )}
          </div>
          {opened === version && children}
        </li>
      ))}
      {!all && entries.length > SHOWN && (
        <li>
          <Button
            size="sm"
            fill="text"
            onClick={() => {
              setAll(true);
            }}
          >
            {t('app.apply.history.all', 'Show all {{number}}', { number: entries.length })}
          </Button>
        </li>
      )}
    </ul>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0 }),
  item: css({ padding: theme.spacing(0.5, 0), borderBottom: `1px solid ${theme.colors.border.weak}` }),
  row: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0.5, 2) }),
  version: css({ minWidth: 32, fontVariantNumeric: 'tabular-nums', color: theme.colors.text.secondary }),
  message: css({ flex: '1 1 180px', minWidth: 0, overflowWrap: 'anywhere' }),
});
