import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import React from 'react';
import { findingAt } from '../../risk/edit/finding.ts';
import { NumberField } from '../../risk/edit/NumberField.tsx';
import { ScoreScale } from '../../risk/view/ScoreScale.tsx';
import { findingsIn } from '../draft/checked.ts';
import { numberAt, withValueAt } from '../draft/modelDocument.ts';
import { Part } from '../Part.tsx';
import { Editable } from './Editable.tsx';
import { FieldGrid } from './FieldGrid.tsx';
import type { SectionProps } from './sectionProps.ts';

/** What the language takes where nothing is said. */
const BANDS = { low: 0.5, high: 1.5, recovery: 1 } as const;
const COVERAGE = 0.5;

type Line = keyof typeof BANDS;

/** Where Medium and High begin, where a High has recovered, and how much must be read to judge at all. */
export function LinesSection({ document, onChange, diagnostics }: SectionProps): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const findings = findingsIn(diagnostics);
  const numberOf = (line: Line): number => numberAt(document, ['bands', line]) ?? BANDS[line];
  const line = (member: Line) => ({
    value: numberAt(document, ['bands', member]),
    placeholder: String(BANDS[member]),
    step: 0.05,
    least: 0,
    onChange: (value: number | undefined) => {
      onChange(withValueAt(document, ['bands', member], value));
    },
    error: findingAt(findings, `bands.${member}`),
  });
  return (
    <Part
      title={t('app.config.lines.title', 'Lines')}
      about={t('app.config.lines.about', 'The score lies between 0 (all calm) and 2 (everything red).')}
    >
      <div className={styles}>
        <ScoreScale
          score={null}
          bands={{ low: numberOf('low'), high: numberOf('high'), recovery: numberOf('recovery') }}
          signals={[]}
          tone="quiet"
        />
      </div>
      <Editable>
        <FieldGrid least={160}>
          <NumberField
            label={t('app.config.lines.low', 'Watch above')}
            hint={t('app.config.lines.lowAbout', 'Medium begins here: people look')}
            {...line('low')}
          />
          <NumberField
            label={t('app.config.lines.high', 'Roll back above')}
            hint={t('app.config.lines.highAbout', 'High begins here')}
            {...line('high')}
          />
          <NumberField
            label={t('app.config.lines.recovery', 'Recovered below')}
            hint={t('app.config.lines.recoveryAbout', 'Dashed: here a High is over')}
            {...line('recovery')}
          />
          <NumberField
            label={t('app.config.lines.coverage', 'Coverage at least')}
            hint={t('app.config.lines.coverageAbout', 'With less of the weight read, nobody can tell')}
            value={numberAt(document, ['minCoverage'])}
            placeholder={String(COVERAGE)}
            step={0.05}
            least={0}
            onChange={(value) => {
              onChange(withValueAt(document, ['minCoverage'], value));
            }}
            error={findingAt(findings, 'minCoverage')}
          />
        </FieldGrid>
      </Editable>
    </Part>
  );
}

const getStyles = (theme: GrafanaTheme2) => css({ maxWidth: 640, padding: theme.spacing(0.5, 0) });
