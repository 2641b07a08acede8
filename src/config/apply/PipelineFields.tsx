import { t } from '@grafana/i18n';
import { Input, SecretInput } from '@grafana/ui';
import type { PipelinePlace } from '@release-risk/apply/pipeline';
import React, { useState } from 'react';
import { FieldFrame } from '../../risk/edit/FieldFrame.tsx';
import { FieldPair } from '../../risk/edit/FieldPair.tsx';
import { FieldStack } from '../../risk/edit/FieldStack.tsx';
import type { PipelineKind } from './contactDocument.ts';
import type { ContactSecret } from './contactSecret.ts';

interface Props {
  readonly kind: Exclude<PipelineKind, 'none'>;
  readonly place: PipelinePlace;
  /** What is wrong with it. */
  readonly problem: string | undefined;
  readonly onPlace: (place: PipelinePlace) => void;
  readonly secret: ContactSecret;
  readonly typedSecret: string;
  readonly onSecret: (secret: string) => void;
}

/** Where a pipeline is called, and what it knows the caller by. The secret is only ever written. */
export function PipelineFields(props: Props): React.JSX.Element {
  const { kind, place, problem, onPlace, secret, typedSecret, onSecret } = props;
  const [replaces, setReplaces] = useState(false);
  const { label, hint, example } = whereText(kind);
  const keeps = secret.isConfigured && !secret.isNeeded && !replaces;
  return (
    <FieldStack>
      <PlaceField
        label={label}
        hint={hint}
        error={problem}
        example={example}
        value={place.where}
        onChange={(where) => {
          onPlace({ ...place, where });
        }}
      />
      {(kind === 'gitlab' || kind === 'github' || kind === 'jenkins') && (
        <FieldPair>
          {kind === 'gitlab' && (
            <PlaceField
              label={t('app.apply.pipeline.ref', 'Branch')}
              hint={t('app.apply.pipeline.refAbout', 'Whose pipeline runs; main where it is left empty.')}
              example="main"
              value={place.ref ?? ''}
              onChange={(ref) => {
                onPlace({ ...place, ref: ref === '' ? undefined : ref });
              }}
            />
          )}
          {kind === 'jenkins' && (
            <PlaceField
              label={t('app.apply.pipeline.user', 'User of the token')}
              example="release-risk"
              value={place.user ?? ''}
              onChange={(user) => {
                onPlace({ ...place, user: user === '' ? undefined : user });
              }}
            />
          )}
          {kind !== 'jenkins' && (
            <PlaceField
              label={t('app.apply.pipeline.api', 'Address of the API')}
              hint={t('app.apply.pipeline.apiAbout', 'Only for a server of your own.')}
              example={kind === 'github' ? 'https://github.example.com/api/v3' : 'https://gitlab.example.com/api/v4'}
              value={place.api ?? ''}
              onChange={(api) => {
                onPlace({ ...place, api: api === '' ? undefined : api });
              }}
            />
          )}
        </FieldPair>
      )}
      <FieldFrame
        label={secretLabel(kind)}
        hint={t(
          'app.apply.pipeline.secretAbout',
          'Sent to Grafana’s contact point and kept nowhere else; nobody can read it back.',
        )}
        error={
          secret.isNeeded && typedSecret === ''
            ? t(
                'app.apply.pipeline.secretNeeded',
                'The contact point will be written, and Grafana keeps no secret over that: type it.',
              )
            : undefined
        }
      >
        {(binding) => (
          <SecretInput
            {...binding}
            isConfigured={keeps}
            value={keeps ? '' : typedSecret}
            autoComplete="new-password"
            onReset={() => {
              setReplaces(true);
            }}
            onChange={(event) => {
              onSecret(event.currentTarget.value);
            }}
          />
        )}
      </FieldFrame>
    </FieldStack>
  );
}

interface PlaceFieldProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly example: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function PlaceField({ label, hint, error, example, value, onChange }: PlaceFieldProps): React.JSX.Element {
  return (
    <FieldFrame label={label} hint={hint} error={error}>
      {(binding) => (
        <Input
          {...binding}
          value={value}
          placeholder={example}
          invalid={error !== undefined}
          onChange={(event) => {
            onChange(event.currentTarget.value.trim());
          }}
        />
      )}
    </FieldFrame>
  );
}

interface WhereText {
  readonly label: string;
  readonly hint?: string;
  readonly example: string;
}

function whereText(kind: Props['kind']): WhereText {
  switch (kind) {
    case 'gateway':
      return {
        label: t('app.apply.pipeline.gateway', 'Address of the gateway'),
        hint: t('app.apply.pipeline.gatewayAbout', 'As Grafana’s own machine reaches it; its base address is enough.'),
        example: 'https://gateway.example.com',
      };
    case 'github':
      return { label: t('app.apply.pipeline.github', 'GitHub repository'), example: 'owner/repository' };
    case 'gitlab':
      return {
        label: t('app.apply.pipeline.gitlab', 'GitLab project'),
        hint: t('app.apply.pipeline.gitlabAbout', 'Its path or its number.'),
        example: 'group/project',
      };
    case 'jenkins':
      return {
        label: t('app.apply.pipeline.jenkins', 'Address of the Jenkins job'),
        example: 'https://jenkins.example.com/job/rollback',
      };
    case 'generic':
      return {
        label: t('app.apply.pipeline.generic', 'Address that is called'),
        example: 'https://ci.example.com/hooks/rollback',
      };
  }
}

function secretLabel(kind: Props['kind']): string {
  switch (kind) {
    case 'gateway':
      return t('app.apply.pipeline.secretGateway', 'Secret that signs each call');
    case 'github':
      return t('app.apply.pipeline.secretGithub', 'GitHub token (may dispatch to the repository)');
    case 'gitlab':
      return t('app.apply.pipeline.secretGitlab', 'GitLab access token (may run pipelines)');
    case 'jenkins':
      return t('app.apply.pipeline.secretJenkins', 'Jenkins API token');
    case 'generic':
      return t('app.apply.pipeline.secretGeneric', 'Bearer token');
  }
}
