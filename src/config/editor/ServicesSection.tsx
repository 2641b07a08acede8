import { t } from '@grafana/i18n';
import React, { useState } from 'react';
import { AreaField } from '../../risk/edit/AreaField.tsx';
import { ChoiceField } from '../../risk/edit/ChoiceField.tsx';
import { findingAt } from '../../risk/edit/finding.ts';
import { LineField } from '../../risk/edit/LineField.tsx';
import { RadioList } from '../../risk/edit/RadioList.tsx';
import { SwitchField } from '../../risk/edit/SwitchField.tsx';
import { findingsIn } from '../draft/checked.ts';
import { datasourcesOf, typeOfDatasource } from '../draft/datasources.ts';
import { partAt, textAt, valueAt, withValueAt, type DocumentPath } from '../draft/modelDocument.ts';
import { identityLabels, labelsIn, servicesIn, servicesText } from '../draft/services.ts';
import { sameValue } from '../draft/sameValue.ts';
import { Part } from '../Part.tsx';
import { QueryText } from '../text/QueryText.tsx';
import { Editable } from './Editable.tsx';
import { FieldGrid } from './FieldGrid.tsx';
import type { SectionProps } from './sectionProps.ts';
import { RAW } from '../../risk/rawText.ts';

const VERSION = 'version';

/** What a comparison of canaries begins with. */
const TRACK = { label: 'track', canary: 'canary', stable: 'stable' };

type Known = 'listed' | 'discovered';

/** What is released and scored, and how its deployments are recognised. */
export function ServicesSection(props: SectionProps): React.JSX.Element {
  const { document, onChange, diagnostics } = props;
  const findings = findingsIn(diagnostics);
  const isDiscovered = Object.hasOwn(partAt(document, ['identity', 'services']), 'discover');
  return (
    <Part
      title={t('app.config.services.title', 'Services')}
      about={t('app.config.services.about', 'What is released and scored: one value of these labels.')}
    >
      <Editable>
        <Labels {...props} />
        <RadioList<Known>
          label={t('app.config.services.known', 'The services are')}
          value={isDiscovered ? 'discovered' : 'listed'}
          choices={[
            { value: 'listed', label: t('app.config.services.listed', 'Listed here') },
            {
              value: 'discovered',
              label: t('app.config.services.discovered', 'Found by a query'),
              description: t('app.config.services.discoveredAbout', 'Each row of it is a service'),
            },
          ]}
          onChange={(known) => {
            if ((known === 'discovered') === isDiscovered) return;
            const [first] = datasourcesOf(document);
            const discover = { datasource: first?.name ?? 'metrics', query: '' };
            onChange(withValueAt(document, ['identity', 'services'], known === 'discovered' ? { discover } : []));
          }}
        />
        {isDiscovered ? (
          <LookUp {...props} path={['identity', 'services', 'discover']} />
        ) : (
          <List {...props} error={findingAt(findings, 'identity.services')} />
        )}
        <Deployment {...props} />
        <Control {...props} />
      </Editable>
    </Part>
  );
}

/** What is typed stays as it is typed: a comma at its end is on the way to one more label. */
function Labels({ document, onChange, diagnostics }: SectionProps): React.JSX.Element {
  const labels = identityLabels(document);
  const [typed, setTyped] = useState(labels.join(', '));
  const isTyped = sameValue(labelsIn(typed), labels);
  return (
    <LineField
      label={t('app.config.services.labels', 'Identity labels')}
      hint={t('app.config.services.labelsAbout', 'Such as service, or tenant, service, environment')}
      value={isTyped ? typed : labels.join(', ')}
      onChange={(text) => {
        setTyped(text);
        onChange(withValueAt(document, ['identity', 'labels'], labelsIn(text)));
      }}
      error={findingAt(findingsIn(diagnostics), 'identity.labels')}
    />
  );
}

function List({ document, onChange, error }: SectionProps & { readonly error: string | undefined }) {
  const labels = identityLabels(document);
  const [typed, setTyped] = useState(servicesText(document));
  const listed = valueAt(document, ['identity', 'services']);
  const isTyped = sameValue(servicesIn(typed, labels), listed);
  return (
    <AreaField
      label={t('app.config.services.list', 'Services, one a line')}
      hint={
        labels.length > 1
          ? t('app.config.services.listMany', 'Their labels in order: {{labels}}', {
              labels: labels.join(' / '),
              ...RAW,
            })
          : undefined
      }
      value={isTyped ? typed : servicesText(document)}
      rows={3}
      onChange={(text) => {
        setTyped(text);
        onChange(withValueAt(document, ['identity', 'services'], servicesIn(text, labels)));
      }}
      error={error}
    />
  );
}

interface LookUpProps extends SectionProps {
  readonly path: DocumentPath;
  readonly hint?: string;
}

/** A query that says something of every service, and who answers it. */
function LookUp({ document, onChange, diagnostics, path, hint }: LookUpProps): React.JSX.Element {
  const findings = findingsIn(diagnostics, path.join('.'));
  const datasource = textAt(document, [...path, 'datasource']);
  return (
    <>
      <ChoiceField
        label={t('app.config.services.datasource', 'Asked at')}
        value={datasource}
        choices={datasourcesOf(document).map(({ name }) => ({ value: name, label: name }))}
        onChange={(name) => {
          onChange(withValueAt(document, [...path, 'datasource'], name));
        }}
        error={findingAt(findings, 'datasource')}
      />
      <QueryText
        label={t('app.config.services.query', 'Query')}
        hint={hint}
        type={typeOfDatasource(document, datasource)}
        value={textAt(document, [...path, 'query']) ?? ''}
        onChange={(query) => {
          onChange(withValueAt(document, [...path, 'query'], query));
        }}
        error={findingAt(findings, 'query')}
      />
    </>
  );
}

function Deployment(props: SectionProps): React.JSX.Element {
  const { document, onChange, diagnostics } = props;
  const findings = findingsIn(diagnostics, 'deployment');
  const isOn = valueAt(document, ['deployment']) !== undefined;
  return (
    <>
      <SwitchField
        label={t('app.config.services.deployment', 'Deployments are recognised by a query')}
        hint={t(
          'app.config.services.deploymentAbout',
          'So the rule knows the running version and its age. Acting needs it.',
        )}
        value={isOn}
        onChange={(on) => {
          const [first] = datasourcesOf(document);
          const lookUp = { datasource: first?.name ?? 'metrics', query: '', versionLabel: VERSION };
          onChange(withValueAt(document, ['deployment'], on ? lookUp : undefined));
        }}
        error={findingAt(findings, '')}
      />
      {isOn && (
        <>
          <LookUp
            {...props}
            path={['deployment']}
            hint={t(
              'app.config.services.deploymentQuery',
              'One row per service and version; the value is the age of the deployment in seconds.',
            )}
          />
          <LineField
            label={t('app.config.services.versionLabel', 'Label of the version')}
            value={textAt(document, ['deployment', 'versionLabel']) ?? ''}
            placeholder={VERSION}
            onChange={(label) => {
              onChange(withValueAt(document, ['deployment', 'versionLabel'], label === '' ? undefined : label));
            }}
            error={findingAt(findings, 'versionLabel')}
          />
        </>
      )}
    </>
  );
}

function Control(props: SectionProps): React.JSX.Element {
  const { document, onChange, diagnostics } = props;
  const findings = findingsIn(diagnostics, 'control');
  const isOn = valueAt(document, ['control']) !== undefined;
  const line = (member: 'label' | 'canary' | 'stable') => ({
    value: textAt(document, ['control', member]) ?? '',
    onChange: (text: string) => {
      onChange(withValueAt(document, ['control', member], text));
    },
    error: findingAt(findings, member),
  });
  return (
    <>
      <SwitchField
        label={t('app.config.services.control', 'Canaries run beside stable instances')}
        hint={t('app.config.services.controlAbout', 'For signals whose usual is the stable instances')}
        value={isOn}
        onChange={(on) => {
          const [first] = datasourcesOf(document);
          const running = { datasource: first?.name ?? 'metrics', query: '' };
          const control = { ...TRACK, running };
          onChange(withValueAt(document, ['control'], on ? control : undefined));
        }}
        error={findingAt(findings, '')}
      />
      {isOn && (
        <>
          <FieldGrid least={140}>
            <LineField
              label={t('app.config.services.controlLabel', 'Label that tells them apart')}
              {...line('label')}
            />
            <LineField label={t('app.config.services.canary', 'Its value on canaries')} {...line('canary')} />
            <LineField label={t('app.config.services.stable', 'Its value on stable ones')} {...line('stable')} />
          </FieldGrid>
          <LookUp
            {...props}
            path={['control', 'running']}
            hint={t('app.config.services.running', 'Above 0 for each service that has a canary running.')}
          />
        </>
      )}
    </>
  );
}
