import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, Icon, useStyles2 } from '@grafana/ui';
import type { Diagnostic } from '@release-risk/language/diagnostics/diagnostic';
import React from 'react';

interface Props {
  readonly diagnostics: readonly Diagnostic[];
  /** Goes to a line of the text; lines count from 1. */
  readonly onGoTo: ((line: number, column: number) => void) | undefined;
}

/** Everything that the reader of documents says, with its place, as the command line says it. */
export function DiagnosticList({ diagnostics, onGoTo }: Props): React.JSX.Element | null {
  const styles = useStyles2(getStyles);
  if (diagnostics.length === 0) return null;
  return (
    <ul className={styles.list} aria-label={t('app.config.diagnostics.label', 'What was found in the model')}>
      {diagnostics.map(({ code, severity, message, hint, place: { line, column }, path }) => (
        <li key={`${code} ${String(line)} ${String(column)} ${path} ${message}`} className={styles.item}>
          <Icon
            name={severity === 'error' ? 'exclamation-circle' : 'exclamation-triangle'}
            className={severity === 'error' ? styles.error : styles.warning}
          />
          <div className={styles.text}>
            <div>
              {message} <span className={styles.quiet}>({code})</span>
            </div>
            <div className={styles.quiet}>
              {path}
              {hint === undefined ? '' : ` · ${hint}`}
            </div>
          </div>
          {onGoTo !== undefined && (
            <Button
              size="sm"
              fill="text"
              onClick={() => {
                onGoTo(line, column);
              }}
            >
              {t('app.config.diagnostics.place', '{{line}}:{{column}}', { line, column })}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: theme.spacing(0.5) }),
  item: css({
    display: 'flex',
    alignItems: 'flex-start',
    gap: theme.spacing(1),
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  text: css({ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }),
  quiet: css({ color: theme.colors.text.secondary }),
  error: css({ flex: 'none', marginTop: 2, color: theme.colors.error.text }),
  warning: css({ flex: 'none', marginTop: 2, color: theme.colors.warning.text }),
});
