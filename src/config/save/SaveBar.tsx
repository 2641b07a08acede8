import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, ClipboardButton, Icon, useStyles2 } from '@grafana/ui';
import React from 'react';
import { download } from '../../risk/edit/download.ts';

interface Props {
  readonly name: string;
  readonly yaml: () => string;
  readonly mayEdit: boolean;
  readonly isChanged: boolean;
  /** Whether the settings know the model at all. */
  readonly isNew: boolean;
  readonly isSaving: boolean;
  readonly errors: number;
  readonly warnings: number;
  readonly onSave: () => void;
  readonly onDiscard: () => void;
}

/** Whether everything is saved, and what can be done about it; in sight wherever the form is scrolled to. */
export function SaveBar(props: Props): React.JSX.Element {
  const { name, yaml, mayEdit, isChanged, isNew, isSaving, errors, warnings, onSave, onDiscard } = props;
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.bar}>
      <div role="status" className={styles.state}>
        <span className={errors > 0 ? styles.wrong : isChanged ? styles.changed : styles.calm}>
          <Icon name={errors > 0 ? 'exclamation-circle' : isChanged ? 'pen' : 'check-circle'} />{' '}
          {stateText(isChanged, isNew)}
        </span>
        {errors > 0 && (
          <span className={styles.wrong}>
            {t('app.config.bar.errors', '{{count}} things to mend', {
              count: errors,
              defaultValue_one: '{{count}} thing to mend',
            })}
          </span>
        )}
        {warnings > 0 && (
          <span className={styles.quiet}>
            {t('app.config.bar.warnings', '{{count}} warnings', {
              count: warnings,
              defaultValue_one: '{{count}} warning',
            })}
          </span>
        )}
      </div>
      <div className={styles.actions}>
        <Button
          variant="secondary"
          icon="download-alt"
          onClick={() => {
            download(`${name}.yaml`, yaml());
          }}
        >
          {t('app.config.bar.export', 'Export')}
        </Button>
        <ClipboardButton variant="secondary" icon="copy" getText={yaml}>
          {t('app.config.bar.copy', 'Copy YAML')}
        </ClipboardButton>
        {mayEdit && (
          <>
            <Button variant="secondary" disabled={!isChanged || isSaving} onClick={onDiscard}>
              {t('app.config.bar.discard', 'Discard')}
            </Button>
            <Button icon="save" disabled={!isChanged || errors > 0 || isSaving} onClick={onSave}>
              {isSaving ? t('app.config.bar.saving', 'Saving…') : t('app.config.bar.save', 'Save')}
            </Button>
          </>
        )}
      </div>
    </div>
  );
}

function stateText(isChanged: boolean, isNew: boolean): string {
  if (isNew) return t('app.config.bar.new', 'New, not saved yet');
  return isChanged ? t('app.config.bar.changed', 'Not saved yet') : t('app.config.bar.unchanged', 'Saved');
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({
    position: 'sticky',
    // Below Grafana's own bar.
    top: theme.spacing(5),
    zIndex: theme.zIndex.activePanel,
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: theme.spacing(1),
    padding: theme.spacing(1, 0),
    background: theme.colors.background.primary,
    borderBottom: `1px solid ${theme.colors.border.weak}`,
    // On a phone it would cover half of what is edited.
    [theme.breakpoints.down('md')]: { position: 'static' },
  }),
  state: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0, 2) }),
  actions: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) }),
  wrong: css({ color: theme.colors.error.text }),
  changed: css({ color: theme.colors.warning.text }),
  calm: css({ color: theme.colors.success.text }),
  quiet: css({ color: theme.colors.text.secondary }),
});
