import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

/** Why something is not allowed, beside the control that says so. */
export function Why({ children }: { readonly children: string }): React.JSX.Element {
  const styles = useStyles2(getStyles);
  return <span className={styles}>{children}</span>;
}

const getStyles = (theme: GrafanaTheme2) =>
  css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    overflowWrap: 'anywhere',
  });
