import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { ClipboardButton, useStyles2 } from '@grafana/ui';
import React from 'react';

interface Props {
  /** What it is, for those who do not see it. */
  readonly label: string;
  readonly text: string;
  /** Beside the button that copies. */
  readonly actions?: React.ReactNode;
}

/** A text of several lines to be read and copied. It may scroll, so the keyboard has to reach it. */
export function CodeText({ label, text, actions }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.frame}>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre className={styles.text} role="region" aria-label={label} tabIndex={0}>
        {text}
      </pre>
      <div className={styles.actions}>
        <ClipboardButton size="sm" variant="secondary" icon="copy" getText={() => text}>
          {t('app.apply.copy', 'Copy')}
        </ClipboardButton>
        {actions}
      </div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  frame: css({ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: theme.spacing(0.5) }),
  text: css({
    margin: 0,
    padding: theme.spacing(1),
    maxHeight: 320,
    overflow: 'auto',
    fontSize: theme.typography.bodySmall.fontSize,
    whiteSpace: 'pre',
  }),
  actions: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) }),
});
