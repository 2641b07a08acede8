import { t } from '@grafana/i18n';
import { RadioButtonGroup } from '@grafana/ui';
import type { PipelinePlace } from '@release-risk/apply/pipeline';
import type { RiskModel } from '@release-risk/model/model';
import React, { useMemo, useState } from 'react';
import { useApp } from '../../app/AppContext.ts';
import { FieldStack } from '../../risk/edit/FieldStack.tsx';
import { Part } from '../Part.tsx';
import { CodeText } from './CodeText.tsx';
import { ContactChoice } from './ContactChoice.tsx';
import { kindOf } from './contactDocument.ts';
import { contactSecret } from './contactSecret.ts';
import type { ApplyLook } from './lookAtGrafana.ts';
import { PayloadPreview } from './PayloadPreview.tsx';
import { payloadTemplate } from './payloadTemplate.ts';
import { PipelineFields } from './PipelineFields.tsx';
import { receiverSnippet } from './receiverSnippet.ts';
import { sampleAlert } from './sampleAlert.ts';
import { TestDelivery } from './TestDelivery.tsx';
import { storedAsTested, testedContactPoint } from './testedContactPoint.ts';
import { RAW } from '../../risk/rawText.ts';

interface Props {
  readonly model: RiskModel;
  readonly document: Readonly<Record<string, unknown>>;
  readonly look: ApplyLook;
  readonly place: PipelinePlace;
  readonly placeProblem: string | undefined;
  readonly onPlace: (place: PipelinePlace) => void;
  readonly typedSecret: string;
  readonly onSecret: (secret: string) => void;
  readonly onDocument: ((document: Readonly<Record<string, unknown>>) => void) | undefined;
}

type Shown = 'nothing' | 'payload' | 'snippet';

/** Whom the rules reach: names, where the pipeline is, what it is sent, and a test of the way there. */
export function ContactPart(props: Props): React.JSX.Element {
  const { model, document, look, onDocument, typedSecret } = props;
  const { host } = useApp();
  const [shown, setShown] = useState<Shown>('nothing');
  const { contactPoints: stored } = look.actual;
  const { desired, plan } = look.objects;
  const { pipeline, team } = model.contactPoints;
  const kind = kindOf(pipeline);
  const known = useMemo(
    () => [...new Set(stored.filter(({ uid }) => uid !== '').map(({ name }) => name))].sort(),
    [stored],
  );
  const [made] = desired.contactPoints;
  const secret = contactSecret(made, stored, look.changes);
  const there = stored.find(({ name }) => name === pipeline?.name);
  const tested = testedOf({ made, there, stored, secret, typedSecret });
  const settings = made?.settings ?? there?.settings;
  const service = plan.services[0];
  const alerts = useMemo(
    () => ({
      real: sampleAlert(model, service ?? {}, plan.fingerprint, false),
      dryRun: sampleAlert(model, service ?? {}, plan.fingerprint, true),
    }),
    [model, service, plan.fingerprint],
  );
  const snippet = receiverSnippet(kind);
  return (
    <Part
      title={t('app.apply.contact.title', 'Who hears of it')}
      about={t(
        'app.apply.contact.about',
        'Rules name their contact points themselves: your notification policies are not touched.',
      )}
    >
      <FieldStack>
        {onDocument === undefined ? (
          <div>{namesText(pipeline?.name, team?.name)}</div>
        ) : (
          <ContactChoice model={model} document={document} known={known} onDocument={onDocument} />
        )}
        {kind !== 'none' && (
          <>
            <PipelineFields
              kind={kind}
              place={props.place}
              problem={props.placeProblem}
              onPlace={props.onPlace}
              secret={secret}
              typedSecret={typedSecret}
              onSecret={props.onSecret}
            />
            {settings !== undefined && (
              <>
                {model.action.mode === 'observe' && (
                  <div>
                    {t(
                      'app.apply.contact.observe',
                      'The model only observes: no rule calls the pipeline until its mode is ask or act.',
                    )}
                  </div>
                )}
                <div>
                  <RadioButtonGroup<Shown>
                    size="sm"
                    value={shown}
                    aria-label={t('app.apply.contact.show', 'What the pipeline gets')}
                    options={[
                      { value: 'nothing', label: t('app.apply.contact.showNothing', 'Hide') },
                      { value: 'payload', label: t('app.apply.contact.showPayload', 'Payload') },
                      ...(snippet === undefined
                        ? []
                        : [
                            {
                              value: 'snippet' as const,
                              label: t('app.apply.contact.showSnippet', 'Code of a receiver'),
                            },
                          ]),
                    ]}
                    onChange={setShown}
                  />
                </div>
                {shown === 'payload' && (
                  <PayloadPreview host={host} template={payloadTemplate(settings)} alert={alerts.real} />
                )}
                {shown === 'snippet' && snippet !== undefined && (
                  <CodeText label={t('app.apply.contact.snippetLabel', 'Code that checks who calls')} text={snippet} />
                )}
                <TestDelivery
                  host={host}
                  contactPoint={tested.contactPoint}
                  alert={alerts.dryRun}
                  obstacle={tested.obstacle}
                />
              </>
            )}
          </>
        )}
      </FieldStack>
    </Part>
  );
}

function namesText(pipeline: string | undefined, team: string | undefined): string {
  const none = t('app.apply.contact.nobody', 'nobody');
  return t('app.apply.contact.names', 'Pipeline: {{pipeline}}. People: {{team}}.', {
    pipeline: pipeline ?? none,
    team: team ?? t('app.apply.contact.policies', 'The notification policies decide'),
    ...RAW,
  });
}

interface Given {
  readonly made: ApplyLook['objects']['desired']['contactPoints'][number] | undefined;
  readonly there: ApplyLook['actual']['contactPoints'][number] | undefined;
  readonly stored: ApplyLook['actual']['contactPoints'];
  readonly secret: ReturnType<typeof contactSecret>;
  readonly typedSecret: string;
}

function testedOf({ made, there, stored, secret, typedSecret }: Given) {
  if (made === undefined) return { contactPoint: there && storedAsTested(there), obstacle: undefined };
  if (typedSecret === '' && !secret.isConfigured) {
    return {
      contactPoint: undefined,
      obstacle: t('app.apply.test.noSecret', 'Type the secret first: the test is signed with it.'),
    };
  }
  const secrets = secret.name === undefined ? {} : { [secret.name]: typedSecret };
  return { contactPoint: testedContactPoint(made, stored, secrets), obstacle: undefined };
}
