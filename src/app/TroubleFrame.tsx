import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';
import { LongText } from '../risk/view/LongText.tsx';

interface Props {
  readonly title: string;
  readonly sentence: string;
  /** In the words of whoever refused. */
  readonly details?: readonly string[];
  readonly code?: string | undefined;
  /** Where to go on. */
  readonly children?: React.ReactNode;
}

const SHOWN = 6;
const TEXT_FITS = 260;

/** In place of what a page has to show: what is wrong, and what to do. */
export function TroubleFrame({ title, sentence, details = [], code, children }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const said = details.filter((detail) => detail !== '');
  return (
    <section className={styles.problem}>
      <h2 className={styles.title}>
        <LongText text={title} lines={3} after={TEXT_FITS} />
      </h2>
      <p className={styles.sentence}>
        <LongText text={sentence} lines={4} after={TEXT_FITS} />
      </p>
      {said.length > 0 && (
        <ul className={styles.details}>
          {said.slice(0, SHOWN).map((detail, at) => (
            <li key={at}>
              <LongText text={detail} lines={2} after={TEXT_FITS} />
            </li>
          ))}
        </ul>
      )}
      {(children !== undefined || code !== undefined) && (
        <div className={styles.next}>
          {children}
          {code !== undefined && <code className={styles.code}>{code}</code>}
        </div>
      )}
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  problem: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
    minWidth: 0,
    maxWidth: 720,
    padding: theme.spacing(2),
    borderRadius: theme.shape.radius.default,
    borderLeft: `3px solid ${theme.colors.warning.border}`,
    background: theme.colors.background.secondary,
  }),
  title: css({ margin: 0, fontSize: theme.typography.h4.fontSize }),
  sentence: css({ margin: 0, color: theme.colors.text.secondary }),
  details: css({
    margin: 0,
    padding: 0,
    listStyle: 'none',
    fontFamily: theme.typography.fontFamilyMonospace,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  next: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1.5) }),
  code: css({ padding: 0, border: 0, background: 'none', color: theme.colors.text.secondary }),
});
