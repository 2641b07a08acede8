import { css } from '@emotion/css';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import type { GrafanaTheme2 } from '@grafana/data';
import React, { useState } from 'react';

interface Props {
  readonly text: string;
  /** How many lines it may take until somebody wants to see all of it. */
  readonly lines: number;
  /** From how many characters on there may be more than fits. */
  readonly after: number;
}

/** Text from outside: its direction stays its own, and however long it is, it takes few lines until it is opened. */
export function LongText({ text, lines, after }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles, lines);
  const [open, setOpen] = useState(false);
  if (text.length <= after) return <bdi className={styles.whole}>{text}</bdi>;
  return (
    <span className={styles.long}>
      <bdi className={open ? styles.whole : styles.clamped}>{text}</bdi>
      <button
        type="button"
        className={styles.toggle}
        aria-expanded={open}
        onClick={() => {
          setOpen(!open);
        }}
      >
        {open ? t('panel.text.less', 'show less') : t('panel.text.more', 'show all')}
      </button>
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2, lines: number) => ({
  whole: css({ overflowWrap: 'anywhere' }),
  long: css({ display: 'inline-flex', alignItems: 'baseline', gap: theme.spacing(0.5), minWidth: 0, maxWidth: '100%' }),
  clamped: css({
    display: '-webkit-box',
    WebkitBoxOrient: 'vertical',
    WebkitLineClamp: lines,
    overflow: 'hidden',
    overflowWrap: 'anywhere',
    minWidth: 0,
  }),
  toggle: css({
    flex: 'none',
    border: 0,
    padding: theme.spacing(0, 0.5),
    background: 'none',
    color: theme.colors.text.link,
    fontSize: theme.typography.bodySmall.fontSize,
    fontWeight: theme.typography.fontWeightRegular,
    textDecoration: 'underline',
  }),
});
