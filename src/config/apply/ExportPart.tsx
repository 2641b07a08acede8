import { t } from '@grafana/i18n';
import { Button, RadioButtonGroup } from '@grafana/ui';
import { alertingFiles, dashboardFiles, type ExportedFile } from '@release-risk/apply/exportedFiles';
import type { DesiredState } from '@release-risk/grafana/state/desired';
import React, { useState } from 'react';
import { Part } from '../Part.tsx';
import { CodeText } from './CodeText.tsx';
import { downloadText } from './downloadText.ts';

type Shown = 'nothing' | 'yaml' | 'hcl' | 'json';

/** The same objects as files: for those who provision Grafana from a repository. */
export function ExportPart({ desired }: { readonly desired: DesiredState }): React.JSX.Element {
  const [shown, setShown] = useState<Shown>('nothing');
  return (
    <Part
      title={t('app.apply.export.title', 'Export as files')}
      about={t(
        'app.apply.export.about',
        'The same objects for a repository. Secrets are names of variables, never values.',
      )}
    >
      <div>
        <RadioButtonGroup<Shown>
          size="sm"
          value={shown}
          aria-label={t('app.apply.export.title', 'Export as files')}
          options={[
            { value: 'nothing', label: t('app.apply.export.nothing', 'Hide') },
            { value: 'yaml', label: t('app.apply.export.yaml', 'YAML (file provisioning)') },
            { value: 'hcl', label: t('app.apply.export.hcl', 'HCL (Terraform)') },
            { value: 'json', label: t('app.apply.export.json', 'Dashboards (JSON)') },
          ]}
          onChange={setShown}
        />
      </div>
      {shown !== 'nothing' &&
        filesOf(desired, shown).map(([name, text]) => (
          <details key={name} open={shown !== 'json'}>
            <summary style={{ cursor: 'pointer' }}>{name}</summary>
            <CodeText
              label={name}
              text={text}
              actions={
                <Button
                  size="sm"
                  variant="secondary"
                  icon="download-alt"
                  onClick={() => {
                    downloadText(name, text);
                  }}
                >
                  {t('app.apply.export.download', 'Download')}
                </Button>
              }
            />
          </details>
        ))}
    </Part>
  );
}

function filesOf(desired: DesiredState, shown: Exclude<Shown, 'nothing'>): readonly ExportedFile[] {
  return shown === 'json' ? dashboardFiles(desired) : alertingFiles(desired, shown);
}
