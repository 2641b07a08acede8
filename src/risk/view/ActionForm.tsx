import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, useStyles2 } from '@grafana/ui';
import React, { useId, useRef } from 'react';
import { DeedLine } from './DeedLine.tsx';
import type { Deed } from './useDeed.ts';
import { useEscape } from './useEscape.ts';

interface Props {
  readonly title: string;
  readonly submit: string;
  readonly running: string;
  readonly deed: Deed;
  readonly onSubmit: () => void;
  readonly close: () => void;
  readonly children: React.ReactNode;
}

/** The frame of a small form inside the panel; Escape closes it. */
export function ActionForm({ title, submit, running, deed, onSubmit, close, children }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const form = useRef<HTMLFormElement>(null);
  const state = useId();
  useEscape(form, close);
  return (
    <form
      ref={form}
      noValidate
      aria-label={title}
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (deed.kind !== 'running') onSubmit();
      }}
    >
      {children}
      <div className={styles.buttons}>
        <Button type="submit" size="sm" variant="primary" aria-describedby={state} aria-busy={deed.kind === 'running'}>
          {submit}
        </Button>
        <Button size="sm" variant="secondary" fill="text" onClick={close}>
          {t('panel.actions.cancel', 'Cancel')}
        </Button>
        <span id={state}>
          <DeedLine deed={deed} running={running} done="" />
        </span>
      </div>
    </form>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  form: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
    maxWidth: 480,
    padding: theme.spacing(1),
    borderRadius: theme.shape.radius.default,
    border: `1px solid ${theme.colors.border.medium}`,
    background: theme.colors.background.secondary,
  }),
  buttons: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0.75) }),
});
