import type { PipelinePlace } from '@release-risk/apply/pipeline';
import { t } from '@grafana/i18n';
import { LoadingPlaceholder } from '@grafana/ui';
import type { RiskModel } from '@release-risk/model/model';
import React, { useCallback, useEffect, useState } from 'react';
import { useApp } from '../../app/AppContext.ts';
import { FieldStack } from '../../risk/edit/FieldStack.tsx';
import { FailedNote } from '../FailedNote.tsx';
import { Part } from '../Part.tsx';
import { useRemote } from '../useRemote.ts';
import { ApplyBar } from './ApplyBar.tsx';
import { ChecksPart } from './ChecksPart.tsx';
import { ApplyProgress } from './ApplyProgress.tsx';
import { runApply, type ApplyRun } from './applyRun.ts';
import { ChangeList } from './ChangeList.tsx';
import { contactSecret } from './contactSecret.ts';
import { lookAtGrafana, type ApplyLook } from './lookAtGrafana.ts';
import { useApplyForm } from './useApplyForm.ts';
import { useChecks } from './useChecks.ts';

/** What is drawn between the checks and the differences: it may need what was looked at, and change what is chosen. */
interface Between {
  readonly look: ApplyLook;
  readonly place: PipelinePlace;
  readonly placeProblem: string | undefined;
  readonly onPlace: (place: PipelinePlace) => void;
  readonly typedSecret: string;
  readonly onSecret: (secret: string) => void;
}

interface Props {
  readonly model: RiskModel;
  readonly bindings: Readonly<Record<string, string>>;
  readonly isSaved: boolean;
  /** Changes whenever something else was applied: what was looked at is old then. */
  readonly generation?: number | undefined;
  readonly onApplied: () => void;
  readonly between?: ((between: Between) => React.ReactNode) | undefined;
  /** Below the differences. */
  readonly after?: ((look: ApplyLook) => React.ReactNode) | undefined;
}

const NOWHERE: PipelinePlace = { where: '' };

/** One model against one Grafana: checks, differences, and the writing. */
export function ApplyPart({
  model,
  bindings,
  isSaved,
  generation,
  onApplied,
  between,
  after,
}: Props): React.JSX.Element {
  const { host } = useApp();
  const typed = useApplyForm(model);
  const { form, problem, typedSecret } = typed;
  const [run, setRun] = useState<ApplyRun>({ kind: 'none' });
  const look = useRemote(
    useCallback(
      (signal: AbortSignal) => lookAtGrafana(host, model, bindings, form, signal),
      [host, model, bindings, form],
    ),
  );
  const { again } = look;
  useEffect(() => {
    if (generation !== undefined && generation > 0) again();
  }, [generation, again]);
  const found = look.remote.kind === 'ok' ? look.remote.value : undefined;
  const checks = useChecks(host, found);
  if (look.remote.kind === 'loading') {
    return <LoadingPlaceholder text={t('app.apply.loading', 'Looking at what is in Grafana…')} />;
  }
  if (look.remote.kind === 'failed' || found === undefined) {
    const { reason, hint } = look.remote.kind === 'failed' ? look.remote : { reason: '', hint: '' };
    const title = t('app.apply.notLooked', 'What would change cannot be said');
    return <FailedNote title={title} reason={reason} hint={hint} onAgain={look.again} />;
  }
  const { desired } = found.objects;
  const secret = contactSecret(desired.contactPoints[0], found.actual.contactPoints, found.changes);
  const needsSecret = secret.isNeeded && typedSecret === '';
  const start = async (): Promise<void> => {
    const secrets = secret.name === undefined || typedSecret === '' ? {} : { [secret.name]: typedSecret };
    await runApply(host, found, form, secrets, setRun);
    typed.setSecret('');
    look.again();
    onApplied();
  };
  return (
    <FieldStack>
      <ChecksPart checks={checks} isAsking={look.isAsking} onAgain={look.again} />
      {between?.({
        look: found,
        place: typed.typedPlace ?? found.appliedPlace ?? NOWHERE,
        placeProblem: problem,
        onPlace: typed.setPlace,
        typedSecret,
        onSecret: typed.setSecret,
      })}
      <Part title={t('app.apply.diff.title', 'What would change')}>
        <ChangeList changes={found.changes} />
        {found.objects.gaps.map((gap) => (
          <div key={gap}>{gap}</div>
        ))}
        <ApplyBar
          changes={found.changes}
          checks={checks.known}
          isSaved={isSaved}
          isBusy={run.kind === 'running' || look.isAsking}
          obstacle={needsSecret ? t('app.apply.why.secret', 'Type the secret of the pipeline above.') : problem}
          lock={form.lock}
          onLock={typed.setLock}
          onApply={() => {
            void start();
          }}
        />
        <ApplyProgress run={run} dashboard={host.address(`/d/${desired.overview.uid}`)} />
      </Part>
      {after?.(found)}
    </FieldStack>
  );
}
