import { css } from '@emotion/css';
import { dateTime, type GrafanaTheme2 } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { RefreshPicker, TimeRangePicker, useStyles2 } from '@grafana/ui';
import React from 'react';
import type { Variable } from '../services/variables.ts';
import type { Time } from './useTime.ts';

/** Variables, range and refresh; all of them stand in the address. */
export function Toolbar({ variables, time }: { readonly variables: readonly Variable[]; readonly time: Time }) {
  const styles = useStyles2(getStyles);
  const { range } = time;
  const shift = (share: number) => {
    const by = (range.to.valueOf() - range.from.valueOf()) * share;
    time.setRaw({ from: dateTime(range.from.valueOf() + by), to: dateTime(range.to.valueOf() + by) });
  };
  const zoom = () => {
    const half = (range.to.valueOf() - range.from.valueOf()) / 2;
    time.setRaw({ from: dateTime(range.from.valueOf() - half), to: dateTime(range.to.valueOf() + half) });
  };
  return (
    <div className={styles.bar} role="toolbar" aria-label="Dashboard">
      {variables
        .filter(({ hidden }) => !hidden)
        .map((variable) => (
          <VariableChoice key={variable.name} variable={variable} />
        ))}
      <span className={styles.gap} />
      <TimeRangePicker
        value={range}
        timeZone="browser"
        onChange={({ raw }) => {
          time.setRaw(raw);
        }}
        onChangeTimeZone={() => undefined}
        onMoveBackward={() => {
          shift(-0.5);
        }}
        onMoveForward={() => {
          shift(0.5);
        }}
        onZoom={zoom}
      />
      <RefreshPicker text="Refresh" value={time.refresh} onRefresh={time.again} onIntervalChanged={time.setRefresh} />
    </div>
  );
}

function VariableChoice({ variable }: { readonly variable: Variable }): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const { name, label, options, value } = variable;
  const choices = options.some((one) => one.value === value) ? options : [{ text: value, value }, ...options];
  return (
    <label className={styles.choice}>
      {label}
      <select
        value={value}
        onChange={(event) => {
          locationService.partial({ [`var-${name}`]: event.target.value });
        }}
      >
        {choices.map((one) => (
          <option key={one.value} value={one.value}>
            {one.text}
          </option>
        ))}
      </select>
    </label>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1), alignItems: 'center' }),
  gap: css({ flexGrow: 1 }),
  choice: css({
    display: 'flex',
    gap: theme.spacing(1),
    alignItems: 'center',
    color: theme.colors.text.secondary,
    select: {
      font: 'inherit',
      width: 'auto',
      height: theme.spacing(theme.components.height.md),
      padding: theme.spacing(0, 1),
      color: theme.colors.text.primary,
      background: theme.components.input.background,
      border: `1px solid ${theme.components.input.borderColor}`,
      borderRadius: theme.shape.radius.default,
      maxWidth: '100%',
    },
  }),
});
