import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { formatShare } from '@release-risk/model/format';
import React from 'react';
import type { SettingsSize } from '../save/settingsBytes.ts';

/** From here on there is little room left. */
const TIGHT = 0.8;

/** How much of the room for settings is taken. */
export function SizeMeter({ size: { bytes, atMost } }: { readonly size: SettingsSize }): React.JSX.Element {
  const share = bytes / atMost;
  const styles = useStyles2(getStyles, share >= TIGHT);
  const text = t('app.models.size', '{{taken}} of {{all}} KB taken by all models', {
    taken: kilobytes(bytes),
    all: kilobytes(atMost),
  });
  return (
    <div className={styles.meter}>
      <div
        role="meter"
        aria-label={text}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.min(100, Math.round(100 * share))}
        aria-valuetext={formatShare(share)}
        className={styles.track}
      >
        <div className={styles.fill} style={{ width: `${String(Math.min(100, 100 * share))}%` }} />
      </div>
      <span className={styles.text}>{text}</span>
    </div>
  );
}

/** Kilobytes with one decimal. */
export function kilobytes(bytes: number): string {
  return (Math.round((bytes / 1024) * 10) / 10).toString();
}

const getStyles = (theme: GrafanaTheme2, isTight: boolean) => ({
  meter: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0.5, 1) }),
  track: css({
    width: 160,
    height: 8,
    overflow: 'hidden',
    borderRadius: theme.shape.radius.pill,
    background: theme.colors.background.secondary,
    border: `1px solid ${theme.colors.border.medium}`,
  }),
  fill: css({ height: '100%', background: isTight ? theme.colors.warning.main : theme.colors.primary.main }),
  text: css({
    color: isTight ? theme.colors.warning.text : theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
});
