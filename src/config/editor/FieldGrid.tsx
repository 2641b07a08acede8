import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

/** Fields in columns, as many as there is room for. */
export function FieldGrid({ children, least = 220 }: { readonly children: React.ReactNode; readonly least?: number }) {
  return <div className={useStyles2(getStyles, least)}>{children}</div>;
}

const getStyles = (theme: GrafanaTheme2, least: number) =>
  css({
    display: 'grid',
    gridTemplateColumns: `repeat(auto-fit, minmax(min(${String(least)}px, 100%), 1fr))`,
    gap: theme.spacing(1.5, 2),
    alignItems: 'start',
  });
