import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';
import { LongText } from './LongText.tsx';
import { srOnly } from './srOnly.ts';

interface Props {
  /** The verdict and its consequence, for who cannot see the mark above. */
  readonly verdict: string;
  readonly sentence: string;
}

const SENTENCE_FITS = 420;

/** Why: the heading of a service, verdict and cause in one. */
export function Cause({ verdict, sentence }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  return (
    <h3 className={styles}>
      <span className={srOnly}>{verdict}: </span>
      <LongText text={sentence} lines={4} after={SENTENCE_FITS} />
    </h3>
  );
}

const getStyles = (theme: GrafanaTheme2) =>
  css({
    margin: 0,
    position: 'relative',
    fontSize: theme.typography.h5.fontSize,
    fontWeight: theme.typography.fontWeightMedium,
    lineHeight: 1.4,
    color: theme.colors.text.maxContrast,
  });
