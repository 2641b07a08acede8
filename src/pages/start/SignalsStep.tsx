import { t } from '@grafana/i18n';
import { Button, IconButton, LoadingPlaceholder } from '@grafana/ui';
import React, { useMemo } from 'react';
import type { Findings } from '@release-risk/propose/propose';
import AddSignals from '../../config/signals/AddSignals.tsx';
import { openServers } from '../../config/signals/openServers.ts';
import { LeftOutList, ProposalList } from '../../config/signals/ProposalList.tsx';
import { proposedFor, type Proposed } from '../../config/signals/proposals.ts';
import { FailedNote } from '../../config/FailedNote.tsx';
import { useRemote, type Asked } from '../../config/useRemote.ts';
import type { ModelDocument } from '../../config/draft/modelDocument.ts';
import type { Host } from '../../risk/host.ts';
import { textIn, type Part } from '../../risk/edit/signalDraft.ts';
import type { ChosenDatasources } from './datasourceChoice.ts';

/** A panel whose queries are to be taken. */
export interface FirstPanel {
  readonly uid: string;
  readonly panel: string | undefined;
}

interface Props {
  readonly host: Host;
  readonly datasources: ChosenDatasources;
  readonly bindings: Readonly<Record<string, string>>;
  /** Undefined: nothing was found, or nobody looked. */
  readonly findings: Findings | undefined;
  /** Ids; undefined: all. */
  readonly chosen: readonly string[] | undefined;
  readonly onChoose: (proposals: readonly string[]) => void;
  /** Taken from dashboards and rules. */
  readonly extra: readonly Part[];
  readonly onExtra: (extra: readonly Part[]) => void;
  /** What other signals are added to. */
  readonly base: ModelDocument;
  /** How many signals it keeps where nothing was proposed. */
  readonly kept: number;
  readonly first: FirstPanel | undefined;
  readonly onNext: (proposed: Proposed | undefined, chosen: ReadonlySet<string>) => void;
}

/** Signals that have data right now, and those that the team already asks elsewhere. */
export function SignalsStep(props: Props): React.JSX.Element {
  const { host, datasources, findings, extra, onExtra, base, first, bindings } = props;
  const asked = useRemote(
    useMemo(
      () =>
        findings === undefined
          ? undefined
          : (signal: AbortSignal) =>
              proposedFor(findings, openServers(host, datasources, signal), Date.now() / 1000, signal),
      [host, findings, datasources],
    ),
  );
  const proposed = findings !== undefined && asked.remote.kind === 'ok' ? asked.remote.value : undefined;
  const proposals = proposed?.ok === true ? proposed.proposals : [];
  const chosen = new Set(props.chosen ?? proposals.map(({ id }) => id));
  const count = proposals.filter(({ id }) => chosen.has(id)).length + extra.length + props.kept;
  const isWaiting = findings !== undefined && (asked.isAsking || asked.remote.kind === 'loading');
  return (
    <>
      {findings !== undefined && <ProposalPart asked={asked} chosen={chosen} onChoose={props.onChoose} />}
      <ExtraList extra={extra} onExtra={onExtra} />
      <details open={first !== undefined || (findings === undefined && extra.length === 0)}>
        <summary style={{ cursor: 'pointer', marginBottom: 8 }}>
          {t('app.start.signals.more', 'Take queries from a dashboard or an alert rule')}
        </summary>
        <AddSignals
          document={base}
          bindings={bindings}
          first={first}
          ways={['dashboard', 'rule']}
          onAdd={(signals) => {
            onExtra([...extra, ...signals.map((signal): Part => ({ ...signal }))]);
          }}
        />
      </details>
      <div>
        <Button
          disabled={isWaiting || count === 0}
          onClick={() => {
            props.onNext(proposed, chosen);
          }}
        >
          {t('app.start.signals.next', 'Continue with {{count}} signals', {
            count,
            defaultValue_one: 'Continue with {{count}} signal',
          })}
        </Button>
      </div>
    </>
  );
}

interface ProposalPartProps {
  readonly asked: Asked<Proposed>;
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (proposals: readonly string[]) => void;
}

/** What is proposed, while it is read, and where it could not be. */
function ProposalPart({ asked, chosen, onChoose }: ProposalPartProps): React.JSX.Element | null {
  const { remote, isAsking, again } = asked;
  if (isAsking || remote.kind === 'loading') {
    return (
      <LoadingPlaceholder
        text={t('app.start.signals.measuring', 'Reading every signal right now and over its past…')}
      />
    );
  }
  if (remote.kind === 'failed') {
    return (
      <FailedNote
        title={t('app.start.signals.failed', 'The signals could not be read')}
        reason={remote.reason}
        hint={remote.hint}
        onAgain={again}
      />
    );
  }
  const proposed = remote.value;
  return (
    <>
      {proposed.ok ? (
        <ProposalList
          proposals={proposed.proposals}
          chosen={chosen}
          onChoose={(next) => {
            onChoose([...next]);
          }}
        />
      ) : (
        <div>
          {proposed.reason}. {proposed.hint}
        </div>
      )}
      <LeftOutList leftOut={proposed.leftOut} />
    </>
  );
}

interface ExtraListProps {
  readonly extra: readonly Part[];
  readonly onExtra: (extra: readonly Part[]) => void;
}

/** What was taken from dashboards and rules. */
function ExtraList({ extra, onExtra }: ExtraListProps): React.JSX.Element | null {
  if (extra.length === 0) return null;
  return (
    <ul style={{ margin: 0, paddingLeft: 16 }}>
      {extra.map((signal, at) => (
        <li key={at}>
          {textIn(signal, 'title')}{' '}
          <IconButton
            name="trash-alt"
            size="sm"
            aria-label={t('app.start.signals.remove', 'Remove')}
            onClick={() => {
              onExtra(extra.filter((_, index) => index !== at));
            }}
          />
        </li>
      ))}
    </ul>
  );
}
