import { t } from '@grafana/i18n';
import { Combobox, Input } from '@grafana/ui';
import type { RiskModel } from '@release-risk/model/model';
import React from 'react';
import { ChoiceField, type Choice } from '../../risk/edit/ChoiceField.tsx';
import { FieldFrame } from '../../risk/edit/FieldFrame.tsx';
import { FieldPair } from '../../risk/edit/FieldPair.tsx';
import { kindOf, withPipeline, withTeam, type PipelineKind } from './contactDocument.ts';

type Document = Readonly<Record<string, unknown>>;

interface Props {
  readonly model: RiskModel;
  readonly document: Document;
  /** Names of the contact points that are there and that rules can name. */
  readonly known: readonly string[];
  readonly onDocument: (document: Document) => void;
}

/** Who hears of what: the pipeline of High, people of everything that is not Low. Both are names in the model. */
export function ContactChoice({ model, document, known, onDocument }: Props): React.JSX.Element {
  const { pipeline, team } = model.contactPoints;
  const kind = kindOf(pipeline);
  const isTeamMissing = team !== undefined && !known.includes(team.name);
  return (
    <>
      <FieldPair>
        <ChoiceField<PipelineKind>
          label={t('app.apply.contact.pipeline', 'The pipeline is called through')}
          value={kind}
          choices={pipelineChoices()}
          onChange={(next) => {
            onDocument(withPipeline(document, next, pipeline?.name ?? `${model.name}-pipeline`));
          }}
        />
        {pipeline !== undefined && (
          <FieldFrame
            label={t('app.apply.contact.name', 'Name of its contact point')}
            hint={
              known.includes(pipeline.name)
                ? t('app.apply.contact.isThere', 'It is there.')
                : t('app.apply.contact.willBeMade', 'It will be made with the next apply.')
            }
          >
            {(binding) => (
              <Input
                {...binding}
                value={pipeline.name}
                onChange={(event) => {
                  const name = event.currentTarget.value;
                  if (name.trim() !== '') onDocument(withPipeline(document, kind, name));
                }}
              />
            )}
          </FieldFrame>
        )}
      </FieldPair>
      <FieldFrame
        label={t('app.apply.contact.team', 'People hear of it through')}
        hint={t(
          'app.apply.contact.teamAbout',
          'A contact point of your own: it is only named here, never made or changed. Without one, the notification policies decide.',
        )}
        error={
          isTeamMissing
            ? t(
                'app.apply.contact.teamMissing',
                'Grafana has none of that name: choose another, or make it under Alerting > Contact points.',
              )
            : undefined
        }
      >
        {({ id }) => (
          <Combobox<string>
            id={id}
            isClearable
            value={team?.name ?? null}
            invalid={isTeamMissing}
            placeholder={t('app.apply.contact.policies', 'The notification policies decide')}
            options={known.filter((name) => name !== pipeline?.name).map((name) => ({ value: name, label: name }))}
            onChange={(option) => {
              onDocument(withTeam(document, option?.value));
            }}
          />
        )}
      </FieldFrame>
    </>
  );
}

/** Names that are the same in every language. */
const BRANDS = { github: 'GitHub', gitlab: 'GitLab', jenkins: 'Jenkins' };

function pipelineChoices(): readonly Choice<PipelineKind>[] {
  return [
    {
      value: 'none',
      label: t('app.apply.contact.none', 'Nothing'),
      description: t('app.apply.contact.noneAbout', 'Only people hear of it.'),
    },
    {
      value: 'gateway',
      label: t('app.apply.contact.gateway', 'Rollback gateway'),
      description: t('app.apply.contact.gatewayAbout', 'Signed calls; exactly one rollback for each release.'),
    },
    {
      value: 'github',
      label: BRANDS.github,
      description: t('app.apply.contact.githubAbout', 'A repository dispatch starts a workflow.'),
    },
    {
      value: 'gitlab',
      label: BRANDS.gitlab,
      description: t('app.apply.contact.gitlabAbout', 'Starts a pipeline with variables.'),
    },
    {
      value: 'jenkins',
      label: BRANDS.jenkins,
      description: t('app.apply.contact.jenkinsAbout', 'Builds a job with parameters.'),
    },
    {
      value: 'generic',
      label: t('app.apply.contact.generic', 'Any address'),
      description: t('app.apply.contact.genericAbout', 'One flat JSON object, with a bearer token.'),
    },
  ];
}
