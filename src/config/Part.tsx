import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { useId } from 'react';

interface Props {
  readonly title: string;
  readonly about?: string | undefined;
  /** Beside the title. */
  readonly action?: React.ReactNode;
  readonly children: React.ReactNode;
}

/** One part of a page with its heading. */
export function Part({ title, about, action, children }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const id = useId();
  return (
    <section aria-labelledby={id} className={styles.part}>
      <div className={styles.head}>
        <h2 id={id} className={styles.title}>
          {title}
        </h2>
        {action}
      </div>
      {about !== undefined && <p className={styles.about}>{about}</p>}
      {children}
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  part: css({
    minWidth: 0,
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: theme.spacing(1),
    '& + &': { marginTop: theme.spacing(1.5) },
  }),
  head: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: theme.spacing(1),
  }),
  title: css({ margin: 0, fontSize: theme.typography.h4.fontSize, fontWeight: theme.typography.fontWeightMedium }),
  about: css({ margin: 0, maxWidth: '80ch', color: theme.colors.text.secondary }),
});
