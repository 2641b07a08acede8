import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Input, useStyles2 } from '@grafana/ui';
import { formatShare } from '@release-risk/model/format';
import React from 'react';
import { FieldFrame } from './FieldFrame.tsx';
import { WeightSlider } from './WeightSlider.tsx';

interface Props {
  readonly value: number | undefined;
  /** Its share of all weights, 0..1. */
  readonly share: number;
  readonly isCritical: boolean;
  readonly onChange: (weight: number) => void;
  readonly error: string | undefined;
}

/** How much a signal counts: a weight means nothing by itself, so its share of all of them stands beside it. */
export function WeightField({ value, share, isCritical, onChange, error }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const weight = value ?? 0;
  const change = (event: React.FormEvent<HTMLInputElement>) => {
    const typed = Number(event.currentTarget.value);
    if (Number.isFinite(typed)) onChange(typed);
  };
  return (
    <FieldFrame
      label={t('panel.edit.weight.label', 'Weight')}
      hint={shareText(weight, share, isCritical)}
      error={error}
    >
      {(binding) => (
        <div className={styles.row}>
          <WeightSlider
            weight={weight}
            label={t('panel.edit.weight.slider', 'Weight, as a slider')}
            spoken={t('panel.edit.weight.spoken', '{{weight}}, {{share}} of all weights', {
              weight,
              share: formatShare(share),
            })}
            onChange={onChange}
          />
          <div className={styles.number}>
            <Input
              {...binding}
              type="number"
              min={0}
              step={1}
              value={String(weight)}
              invalid={error !== undefined}
              onChange={change}
            />
          </div>
        </div>
      )}
    </FieldFrame>
  );
}

function shareText(weight: number, share: number, isCritical: boolean): string {
  if (weight > 0) {
    return t('panel.edit.weight.share', '{{share}} of all weights', { share: formatShare(share) });
  }
  return isCritical
    ? t('panel.edit.weight.vetoOnly', 'Adds nothing to the score; red is High all the same.')
    : t('panel.edit.weight.reportOnly', 'Only shown: it changes neither score nor verdict.');
}

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1) }),
  number: css({ width: 84, flex: 'none' }),
});
