import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

interface Props {
  readonly title: string;
  readonly note?: string;
  /** Where more of it is. */
  readonly more?: React.ReactNode;
}

/** What a part of the page is about. */
export function SectionTitle({ title, note, more }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  return (
    <header className={styles.head}>
      <h2 className={styles.title}>{title}</h2>
      {note !== undefined && <span className={styles.note}>{note}</span>}
      {more !== undefined && <span className={styles.more}>{more}</span>}
    </header>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  head: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    gap: theme.spacing(0, 2),
    margin: theme.spacing(2, 0, 1),
  }),
  title: css({ margin: 0, fontSize: theme.typography.h4.fontSize }),
  note: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  more: css({ marginLeft: 'auto' }),
});
