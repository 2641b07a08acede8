import { t } from '@grafana/i18n';
import { Button, LoadingPlaceholder } from '@grafana/ui';
import { preflight } from '@release-risk/apply/preflight';
import type { RiskModel } from '@release-risk/model/model';
import React, { useCallback, useState } from 'react';
import { useApp } from '../../app/AppContext.ts';
import { FieldStack } from '../../risk/edit/FieldStack.tsx';
import { FailedNote } from '../FailedNote.tsx';
import { Part } from '../Part.tsx';
import { useRemote } from '../useRemote.ts';
import { ApplyBar } from './ApplyBar.tsx';
import { ApplyProgress } from './ApplyProgress.tsx';
import { runApply, type ApplyRun } from './applyRun.ts';
import { ChangeList } from './ChangeList.tsx';
import { lookAtGrafana, type ApplyForm } from './lookAtGrafana.ts';
import { PreflightStrip } from './PreflightStrip.tsx';

export interface ApplySectionProps {
  readonly model: RiskModel;
  /** What `model` was read from. */
  readonly document: Readonly<Record<string, unknown>>;
  /** Logical datasource -> uid. */
  readonly bindings: Readonly<Record<string, string>>;
  /** Whether the settings hold the document as it is. */
  readonly isSaved: boolean;
  /** Writes the document, such as another contact point; without it those can only be looked at. */
  readonly onDocument?: ((document: Readonly<Record<string, unknown>>) => void) | undefined;
}

const NOTHING_CHOSEN: ApplyForm = { place: undefined, lock: false, rewriteSecrets: false };

/** From a model to rules, contact points and dashboards in Grafana: checks, differences, apply, export, history. */
export default function ApplySection({ model, bindings, isSaved }: ApplySectionProps): React.JSX.Element {
  const { host } = useApp();
  const [form, setForm] = useState(NOTHING_CHOSEN);
  const [run, setRun] = useState<ApplyRun>({ kind: 'none' });
  const look = useRemote(
    useCallback(
      (signal: AbortSignal) => lookAtGrafana(host, model, bindings, form, signal),
      [host, model, bindings, form],
    ),
  );
  const found = look.remote.kind === 'ok' ? look.remote.value : undefined;
  const objects = found?.objects;
  const checks = useRemote(
    useCallback(
      (signal: AbortSignal) =>
        objects === undefined ? Promise.resolve([]) : preflight(objects, Math.floor(Date.now() / 1000), signal),
      [objects],
    ),
  );
  if (look.remote.kind === 'loading') {
    return <LoadingPlaceholder text={t('app.apply.loading', 'Looking at what is in Grafana…')} />;
  }
  if (found === undefined || look.remote.kind === 'failed') {
    const { reason, hint } = look.remote.kind === 'failed' ? look.remote : { reason: '', hint: '' };
    return (
      <FailedNote
        title={t('app.apply.notLooked', 'What would change cannot be said')}
        reason={reason}
        hint={hint}
        onAgain={look.again}
      />
    );
  }
  const known = checks.isAsking || checks.remote.kind !== 'ok' ? undefined : checks.remote.value;
  return (
    <FieldStack>
      <Part
        title={t('app.apply.preflight.title', 'Checks')}
        action={
          <Button size="sm" variant="secondary" icon="sync" disabled={look.isAsking} onClick={look.again}>
            {t('app.apply.preflight.again', 'Check again')}
          </Button>
        }
      >
        {checks.remote.kind === 'failed' ? (
          <FailedNote
            title={t('app.apply.preflight.broken', 'The checks did not run')}
            {...checks.remote}
            onAgain={checks.again}
          />
        ) : (
          <PreflightStrip checks={known} />
        )}
      </Part>
      <Part title={t('app.apply.diff.title', 'What would change')}>
        <ChangeList changes={found.changes} />
        <ApplyBar
          changes={found.changes}
          checks={known}
          isSaved={isSaved}
          isBusy={run.kind === 'running' || look.isAsking}
          obstacle={undefined}
          lock={form.lock}
          onLock={(lock) => {
            setForm({ ...form, lock });
          }}
          onApply={() => {
            void runApply(host, found, form, {}, setRun).then(look.again);
          }}
        />
        <ApplyProgress run={run} dashboard={host.address(`/d/${found.objects.desired.overview.uid}`)} />
      </Part>
    </FieldStack>
  );
}
