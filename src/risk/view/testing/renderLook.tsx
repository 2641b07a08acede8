import './drawnNowhere.ts';
import { createTheme, ThemeContext } from '@grafana/data';
import { render, type RenderResult } from '@testing-library/react';
import React, { useState } from 'react';
import { NOTHING_YET } from '../../surroundings.ts';
import { LookView, type LookViewProps } from '../LookView.tsx';
import { actionsOf, AT } from './samples.ts';

export interface Shown extends Partial<Omit<LookViewProps, 'look'>> {
  readonly look: LookViewProps['look'];
  readonly theme?: 'dark' | 'light';
}

function Panel({ theme = 'dark', selected: first, onSelect, ...props }: Shown): React.JSX.Element {
  const [selected, setSelected] = useState(first);
  return (
    <ThemeContext.Provider value={createTheme({ colors: { mode: theme } })}>
      <LookView
        width={900}
        height={700}
        now={AT + 8}
        timeZone="utc"
        surroundings={NOTHING_YET}
        actions={actionsOf()}
        {...props}
        selected={selected}
        onSelect={(service) => {
          setSelected(service);
          onSelect?.(service);
        }}
      />
    </ThemeContext.Provider>
  );
}

export interface RenderedLook extends RenderResult {
  /** Shows something else in the same panel. */
  show(next: Shown): void;
}

/** A look as a dashboard shows it; what is open is kept by it. */
export function renderLook(shown: Shown): RenderedLook {
  const result = render(<Panel {...shown} />);
  return {
    ...result,
    show: (next) => {
      result.rerender(<Panel {...next} />);
    },
  };
}
