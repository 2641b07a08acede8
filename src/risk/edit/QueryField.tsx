import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { TextArea, useStyles2 } from '@grafana/ui';
import React from 'react';
import { FieldFrame } from './FieldFrame.tsx';

interface Props {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** PromQL or LogQL, over several lines. */
export function QueryField({ label, hint, error, value, onChange }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  return (
    <FieldFrame label={label} hint={hint} error={error}>
      {(binding) => (
        <TextArea
          {...binding}
          className={styles}
          value={value}
          rows={3}
          spellCheck={false}
          invalid={error !== undefined}
          onChange={(event) => {
            onChange(event.currentTarget.value);
          }}
        />
      )}
    </FieldFrame>
  );
}

const getStyles = (theme: GrafanaTheme2) =>
  css({ fontFamily: theme.typography.fontFamilyMonospace, fontSize: theme.typography.bodySmall.fontSize });
