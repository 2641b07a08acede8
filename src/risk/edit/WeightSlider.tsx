import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

interface Props {
  readonly weight: number;
  readonly label: string;
  /** What is read out instead of the number alone. */
  readonly spoken: string;
  readonly onChange: (weight: number) => void;
}

const SLIDES_TO = 100;
/** Pixels. Browsers do not agree on the rest of a track in the dark, so all of it is drawn here. */
const TRACK = 4;
const THUMB = 16;

/** A weight to slide: up to 100, or further where it is more already. */
export function WeightSlider({ weight, label, spoken, onChange }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const most = Math.max(SLIDES_TO, weight);
  return (
    <input
      type="range"
      className={styles}
      min={0}
      max={most}
      step={1}
      value={weight}
      style={{ backgroundSize: `${String((100 * weight) / most)}% 100%` }}
      aria-label={label}
      aria-valuetext={spoken}
      onChange={(event) => {
        onChange(Number(event.currentTarget.value));
      }}
    />
  );
}

function thumb(theme: GrafanaTheme2) {
  return {
    width: THUMB,
    height: THUMB,
    border: `2px solid ${theme.colors.background.primary}`,
    borderRadius: '50%',
    background: theme.colors.primary.main,
  };
}

const getStyles = (theme: GrafanaTheme2) =>
  css({
    flex: 1,
    minWidth: 0,
    height: TRACK,
    margin: 0,
    appearance: 'none',
    borderRadius: TRACK / 2,
    backgroundColor: theme.colors.border.strong,
    backgroundImage: `linear-gradient(${theme.colors.primary.main}, ${theme.colors.primary.main})`,
    backgroundRepeat: 'no-repeat',
    cursor: 'pointer',
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: 6 },
    '&::-webkit-slider-thumb': { appearance: 'none', ...thumb(theme) },
    '&::-moz-range-thumb': thumb(theme),
  });
