import { t } from '@grafana/i18n';
import React from 'react';
import { findingAt } from '../../risk/edit/finding.ts';
import { LineField } from '../../risk/edit/LineField.tsx';
import { findingsIn } from '../draft/checked.ts';
import { textAt, withValueAt } from '../draft/modelDocument.ts';
import { Part } from '../Part.tsx';
import { Editable } from './Editable.tsx';
import { FieldGrid } from './FieldGrid.tsx';
import type { SectionProps } from './sectionProps.ts';

type Duration = 'for' | 'keepFiringFor' | 'warmUp' | 'actionWindow' | 'cooldown';

/** What the language takes where nothing is said. */
const DEFAULTS: Readonly<Record<Duration, string>> = {
  for: '1m',
  keepFiringFor: '5m',
  warmUp: '3m',
  actionWindow: '2h',
  cooldown: '30m',
};

/** How long things take, and how long they are waited for. */
export function PolicySection({ document, onChange, diagnostics }: SectionProps): React.JSX.Element {
  const findings = findingsIn(diagnostics, 'policy');
  const duration = (member: Duration) => ({
    value: textAt(document, ['policy', member]) ?? '',
    placeholder: DEFAULTS[member],
    longest: 12,
    onChange: (text: string) => {
      onChange(withValueAt(document, ['policy', member], text.trim() === '' ? undefined : text.trim()));
    },
    error: findingAt(findings, member),
  });
  return (
    <Part
      title={t('app.config.policy.title', 'Time')}
      about={t('app.config.policy.about', 'Durations such as 30s, 5m, 2h or 1h30m.')}
    >
      <Editable>
        <FieldGrid>
          <LineField
            label={t('app.config.policy.for', 'High must stand for')}
            hint={t('app.config.policy.forAbout', 'Before it counts; a short peak is no alert')}
            {...duration('for')}
          />
          <LineField
            label={t('app.config.policy.keepFiringFor', 'Keep firing for')}
            hint={t('app.config.policy.keepFiringForAbout', 'After the score recovered, so that nothing flaps')}
            {...duration('keepFiringFor')}
          />
          <LineField
            label={t('app.config.policy.warmUp', 'Warm-up')}
            hint={t('app.config.policy.warmUpAbout', 'After a deployment: looked at, not acted upon')}
            {...duration('warmUp')}
          />
          <LineField
            label={t('app.config.policy.actionWindow', 'Action window')}
            hint={t('app.config.policy.actionWindowAbout', 'After a deployment: as long may a rollback follow')}
            {...duration('actionWindow')}
          />
          <LineField
            label={t('app.config.policy.cooldown', 'Cooldown')}
            hint={t('app.config.policy.cooldownAbout', 'After a rollback: so long the next one must wait')}
            {...duration('cooldown')}
          />
        </FieldGrid>
      </Editable>
    </Part>
  );
}
