import { t } from '@grafana/i18n';
import { Combobox } from '@grafana/ui';
import React from 'react';
import { ChoiceField } from '../../risk/edit/ChoiceField.tsx';
import { EditorNote } from '../../risk/edit/EditorNote.tsx';
import { FieldFrame } from '../../risk/edit/FieldFrame.tsx';
import { findingAt } from '../../risk/edit/finding.ts';
import { RadioList } from '../../risk/edit/RadioList.tsx';
import type { Remote } from '../../risk/remote.ts';
import { findingsIn } from '../draft/checked.ts';
import { partAt, textAt, withValueAt } from '../draft/modelDocument.ts';
import { Part } from '../Part.tsx';
import { Editable } from './Editable.tsx';
import { FieldGrid } from './FieldGrid.tsx';
import type { SectionProps } from './sectionProps.ts';
import { RAW } from '../../risk/rawText.ts';

type Mode = 'observe' | 'ask' | 'act';
type Pipeline = 'none' | 'gateway' | 'direct';

const TARGETS = ['github', 'gitlab', 'jenkins', 'generic'] as const;

interface Props extends SectionProps {
  /** Names of the contact points of this Grafana. */
  readonly contactPoints: Remote<readonly string[]>;
}

/** What follows from a High, and who hears of it. */
export function ActionSection(props: Props): React.JSX.Element {
  const { document, onChange, diagnostics } = props;
  const findings = findingsIn(diagnostics);
  const mode = textAt(document, ['action', 'mode']) ?? 'observe';
  const modeError = findingAt(findings, 'action');
  return (
    <Part title={t('app.config.action.title', 'What follows')}>
      <Editable>
        <RadioList<Mode>
          label={t('app.config.action.mode', 'When the verdict is High')}
          value={mode === 'ask' || mode === 'act' ? mode : 'observe'}
          choices={[
            {
              value: 'observe',
              label: t('app.config.action.observe', 'Observe: tell people'),
              description: t('app.config.action.observeAbout', 'Nothing is rolled back. The way to start with.'),
            },
            {
              value: 'ask',
              label: t('app.config.action.ask', 'Ask: a person approves each rollback'),
              description: t(
                'app.config.action.askAbout',
                'The pipeline is told, and waits. Nobody answers: the release stays.',
              ),
            },
            {
              value: 'act',
              label: t('app.config.action.act', 'Act: roll back at once'),
              description: t(
                'app.config.action.actAbout',
                'A High within the action window rolls the release back without anybody. Medium and Inconclusive never do.',
              ),
            },
          ]}
          onChange={(chosen) => {
            onChange(withValueAt(document, ['action', 'mode'], chosen));
          }}
        />
        {modeError !== undefined && (
          <EditorNote tone="error" isAnswer>
            {modeError}
          </EditorNote>
        )}
        <ContactPoints {...props} mode={mode} />
      </Editable>
    </Part>
  );
}

function ContactPoints({ document, onChange, diagnostics, contactPoints, mode }: Props & { readonly mode: string }) {
  const findings = findingsIn(diagnostics, 'contactPoints');
  const kind = pipelineOf(document);
  const nameKey = kind === 'direct' ? 'direct' : 'gateway';
  return (
    <>
      <FieldGrid>
        <ContactPointField
          label={t('app.config.action.team', 'Contact point of the team')}
          hint={t('app.config.action.teamAbout', 'Hears of everything but Low')}
          value={textAt(document, ['contactPoints', 'team'])}
          contactPoints={contactPoints}
          onChange={(name) => {
            onChange(withValueAt(document, ['contactPoints', 'team'], name));
          }}
          error={findingAt(findings, 'team')}
        />
        <ChoiceField<Pipeline>
          label={t('app.config.action.pipeline', 'The pipeline is reached')}
          value={kind}
          choices={[
            { value: 'none', label: t('app.config.action.pipelineNone', 'Not at all') },
            {
              value: 'gateway',
              label: t('app.config.action.pipelineGateway', 'Through the gateway'),
              description: t(
                'app.config.action.pipelineGatewayAbout',
                'One rollback per deployment, approvals, a report',
              ),
            },
            {
              value: 'direct',
              label: t('app.config.action.pipelineDirect', 'By the contact point itself'),
              description: t('app.config.action.pipelineDirectAbout', 'Nothing to run; a call may come twice'),
            },
          ]}
          onChange={(chosen) => {
            onChange(withValueAt(document, ['contactPoints', 'pipeline'], pipelineAs(chosen, document)));
          }}
          error={findingAt(findings, 'pipeline', ['pipeline.gateway', 'pipeline.direct', 'pipeline.target'])}
        />
        {kind !== 'none' && (
          <ContactPointField
            label={t('app.config.action.pipelineName', 'Contact point of the pipeline')}
            value={textAt(document, ['contactPoints', 'pipeline', nameKey])}
            contactPoints={contactPoints}
            onChange={(name) => {
              onChange(withValueAt(document, ['contactPoints', 'pipeline', nameKey], name ?? ''));
            }}
            error={findingAt(findings, `pipeline.${nameKey}`)}
          />
        )}
        {kind === 'direct' && (
          <ChoiceField
            label={t('app.config.action.target', 'It calls')}
            value={textAt(document, ['contactPoints', 'pipeline', 'target'])}
            choices={TARGETS.map((target) => ({ value: target, label: target }))}
            onChange={(target) => {
              onChange(withValueAt(document, ['contactPoints', 'pipeline', 'target'], target));
            }}
            error={findingAt(findings, 'pipeline.target')}
          />
        )}
      </FieldGrid>
      {mode !== 'observe' && kind === 'none' && (
        <EditorNote tone="warning">
          {t('app.config.action.noPipeline', 'No pipeline is named: nothing can be rolled back yet, people are told.')}
        </EditorNote>
      )}
      <p>
        {t(
          'app.config.action.secrets',
          'Only names stand here. Addresses and secrets of contact points stay in Grafana’s alerting, where they are encrypted.',
        )}
      </p>
    </>
  );
}

function pipelineOf(document: SectionProps['document']): Pipeline {
  const pipeline = partAt(document, ['contactPoints', 'pipeline']);
  return 'gateway' in pipeline ? 'gateway' : 'direct' in pipeline ? 'direct' : 'none';
}

/** The other way to the pipeline, with the name that was chosen already. */
function pipelineAs(kind: Pipeline, document: SectionProps['document']): unknown {
  const { gateway, direct, target } = partAt(document, ['contactPoints', 'pipeline']);
  const name = gateway ?? direct ?? '';
  if (kind === 'none') return undefined;
  return kind === 'gateway' ? { gateway: name } : { direct: name, target: target ?? 'generic' };
}

interface FieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly error: string | undefined;
  readonly value: string | undefined;
  readonly contactPoints: Remote<readonly string[]>;
  readonly onChange: (name: string | undefined) => void;
}

/** A contact point by its name: one of those that are there, or one that is still to be made. */
function ContactPointField({ label, hint, error, value, contactPoints, onChange }: FieldProps): React.JSX.Element {
  const names = contactPoints.kind === 'ok' ? contactPoints.value : [];
  const isUnknown = contactPoints.kind === 'ok' && value !== undefined && value !== '' && !names.includes(value);
  const said = isUnknown
    ? t('app.config.action.unknownName', 'No contact point of that name is here yet; applying can make it.')
    : contactPoints.kind === 'failed'
      ? t('app.config.action.namesFailed', 'Those that are there could not be read: {{reason}}', {
          reason: contactPoints.reason,
          ...RAW,
        })
      : hint;
  return (
    <FieldFrame label={label} hint={said} error={error}>
      {({ id }) => (
        <Combobox<string>
          id={id}
          isClearable
          createCustomValue
          value={value === undefined || value === '' ? null : value}
          invalid={error !== undefined}
          placeholder={t('app.config.action.choose', 'Choose, or write a name')}
          options={[...new Set([...names, ...(value ? [value] : [])])].map((name) => ({ value: name, label: name }))}
          onChange={(option) => {
            onChange(option?.value);
          }}
        />
      )}
    </FieldFrame>
  );
}
