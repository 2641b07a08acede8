import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import React from 'react';
import type { Deed } from './useDeed.ts';

interface Props {
  readonly deed: Deed;
  readonly running: string;
  readonly done: string;
}

/** How something that was started goes, beside the control that started it. */
export function DeedLine({ deed, running, done }: Props): React.JSX.Element | null {
  const styles = useStyles2(getStyles);
  switch (deed.kind) {
    case 'none':
      return null;
    case 'running':
      return <span className={styles.line}>{running}</span>;
    case 'done':
      return (
        <span className={styles.line}>
          <Icon name="check" size="sm" /> {done}
        </span>
      );
    case 'failed':
      return (
        <span className={cx(styles.line, styles.failed)}>
          <Icon name="exclamation-triangle" size="sm" /> {deed.message}
        </span>
      );
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  line: css({
    fontSize: theme.typography.bodySmall.fontSize,
    color: theme.colors.text.secondary,
    overflowWrap: 'anywhere',
  }),
  failed: css({ color: theme.colors.error.text }),
});
