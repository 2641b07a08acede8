import { t } from '@grafana/i18n';
import { Button, Input } from '@grafana/ui';
import React from 'react';
import { AreaField } from '../../risk/edit/AreaField.tsx';
import { FieldFrame } from '../../risk/edit/FieldFrame.tsx';
import { findingAt } from '../../risk/edit/finding.ts';
import { LineField } from '../../risk/edit/LineField.tsx';
import { findingsIn } from '../draft/checked.ts';
import { textAt, withValueAt } from '../draft/modelDocument.ts';
import { Part } from '../Part.tsx';
import { Editable } from './Editable.tsx';
import { FieldGrid } from './FieldGrid.tsx';
import type { SectionProps } from './sectionProps.ts';

const ADDRESS = 'https://';

interface Props extends SectionProps {
  /** Today, YYYY-MM-DD. */
  readonly today: string;
}

/** Who answers for the model, and what it is about. */
export function AboutSection({ document, onChange, diagnostics, today }: Props): React.JSX.Element {
  const findings = findingsIn(diagnostics);
  const line = (member: string) => ({
    value: textAt(document, [member]) ?? '',
    onChange: (text: string) => {
      onChange(withValueAt(document, [member], text === '' ? undefined : text));
    },
    error: findingAt(findings, member),
  });
  const reviewed = line('reviewed');
  return (
    <Part title={t('app.config.about.title', 'About')}>
      <Editable>
        <FieldGrid>
          <LineField
            label={t('app.config.about.modelTitle', 'Title')}
            hint={t('app.config.about.modelTitleAbout', 'What people read instead of the name')}
            placeholder={textAt(document, ['name'])}
            longest={120}
            {...line('title')}
          />
          <LineField
            label={t('app.config.about.owner', 'Owner')}
            hint={t('app.config.about.ownerAbout', 'The team or the person who answers for it')}
            {...line('owner')}
          />
          <LineField
            label={t('app.config.about.runbook', 'Runbook')}
            hint={t('app.config.about.runbookAbout', 'What to do when the verdict is High: an https address')}
            placeholder={ADDRESS}
            longest={500}
            {...line('runbook')}
          />
          <LineField
            label={t('app.config.about.escalation', 'Escalation')}
            hint={t('app.config.about.escalationAbout', 'Whom to call when nobody answers')}
            {...line('escalation')}
          />
          <FieldFrame
            label={t('app.config.about.reviewed', 'Last reviewed')}
            hint={t('app.config.about.reviewedAbout', 'When somebody last looked at the weights and limits')}
            error={reviewed.error}
          >
            {(binding) => (
              <Input
                {...binding}
                type="date"
                value={reviewed.value}
                invalid={reviewed.error !== undefined}
                onChange={(event) => {
                  reviewed.onChange(event.currentTarget.value);
                }}
                addonAfter={
                  <Button
                    variant="secondary"
                    onClick={() => {
                      reviewed.onChange(today);
                    }}
                  >
                    {t('app.config.about.today', 'Today')}
                  </Button>
                }
              />
            )}
          </FieldFrame>
        </FieldGrid>
        <AreaField label={t('app.config.about.description', 'Description')} {...line('description')} />
      </Editable>
    </Part>
  );
}
