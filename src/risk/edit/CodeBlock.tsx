import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

interface Props {
  /** What it is, for those who do not see it. */
  readonly label: string;
  readonly text: string;
  /** Pixels; what is longer scrolls. */
  readonly highest: number;
  readonly isWrapped?: boolean;
}

/** A text of several lines that is only read. It may scroll, so the keyboard has to reach it. */
export function CodeBlock({ label, text, highest, isWrapped = false }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles, highest, isWrapped);
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <pre className={styles} role="region" aria-label={label} tabIndex={0}>
      {text}
    </pre>
  );
}

const getStyles = (theme: GrafanaTheme2, highest: number, isWrapped: boolean) =>
  css({
    margin: 0,
    padding: theme.spacing(0.75, 1),
    maxHeight: highest,
    overflow: 'auto',
    fontSize: theme.typography.bodySmall.fontSize,
    ...(isWrapped
      ? { whiteSpace: 'pre-wrap' as const, overflowWrap: 'anywhere' as const, wordBreak: 'normal' as const }
      : { whiteSpace: 'pre' as const }),
  });
