import './testing/measured.ts';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import React, { useState } from 'react';
import { describe, expect, it, vi } from 'vitest';
import type { Finding } from './finding.ts';
import type { SignalDraft } from './signalDraft.ts';
import { SignalFields } from './SignalFields.tsx';

const USUAL: SignalDraft = {
  weight: 30,
  unit: 'ratio',
  worse: 'higher',
  baseline: { kind: 'trailing' },
  limit: { sigmas: 3, atLeast: 0.05 },
};

interface Given {
  readonly draft?: SignalDraft;
  readonly findings?: readonly Finding[];
  readonly type?: 'prometheus' | 'loki' | undefined;
  readonly share?: number;
}

/** The fields over a draft that really changes; gives what it last was. */
function edit(given: Given = {}) {
  const written = vi.fn<(draft: SignalDraft) => void>();
  function Edited() {
    const [draft, setDraft] = useState(given.draft ?? USUAL);
    return (
      <SignalFields
        draft={draft}
        onChange={(next) => {
          written(next);
          setDraft(next);
        }}
        untitled="Query A"
        share={given.share ?? 0.3}
        findings={given.findings ?? []}
        type={'type' in given ? given.type : 'prometheus'}
      />
    );
  }
  const { container } = render(<Edited />);
  return { container, last: () => written.mock.lastCall?.[0] };
}

const finding = (path: string, message: string): Finding => ({ path, message, hint: 'Mend it.' });

describe('The fields of a signal', () => {
  it.each([
    ['weight', 'Weight'],
    ['limit.sigmas', 'Deviations'],
    ['limit.atLeast', 'But at least'],
    ['baseline.window', 'How far back'],
    ['samples.query', 'Events behind a reading'],
    ['title', 'Title'],
  ])('say what is wrong with %s beside its field, and to those who hear it', (path, label) => {
    edit({ findings: [finding(path, 'It is not right')] });
    expect(screen.getByLabelText(label)).toHaveAccessibleDescription(/It is not right\. Mend it\./);
    expect(screen.getByText('It is not right. Mend it.')).toHaveAttribute('aria-live', 'polite');
    expect(screen.getByLabelText(label)).toBeInvalid();
  });

  it('ask for both lines while one of them is missing, whatever the reader makes of that', () => {
    edit({
      draft: { weight: 1, limit: { below: { red: 1 } } },
      findings: [finding('limit.above', '"above" is missing')],
    });
    expect(screen.getByLabelText('Yellow beyond')).toHaveAccessibleDescription(/^ ?Say where yellow begins$/);
    expect(screen.queryByText(/"above" is missing/)).toBeNull();
  });

  it('offer only lines where the past cannot be asked for', () => {
    edit({ draft: { weight: 10 }, type: undefined });
    expect(screen.queryByText('Judged by')).toBeNull();
    expect(screen.queryByLabelText('Its usual is')).toBeNull();
    expect(screen.getByLabelText('Red beyond')).toBeInTheDocument();
    expect(screen.queryByLabelText('Events behind a reading')).toBeNull();
  });

  it('leave a number as it is typed until it is one', async () => {
    const { last } = edit();
    const field = screen.getByLabelText('But at least');
    await userEvent.clear(field);
    expect(last()?.limit).toEqual({ sigmas: 3 });
    await userEvent.type(field, '0.2');
    expect(last()?.limit).toEqual({ sigmas: 3, atLeast: 0.2 });
    expect(screen.getByText('That is 20%')).toBeInTheDocument();
  });

  it('keep the kind of the limit while its number is empty', async () => {
    const { last } = edit({ draft: { ...USUAL, limit: { increase: 0.05 } } });
    await userEvent.clear(screen.getByLabelText('Distance'));
    expect(last()?.limit).toEqual({ increase: null });
    expect(screen.getByLabelText('Distance')).toHaveValue(null);
  });

  it('say that a signal without weight and veto changes nothing', async () => {
    edit({ draft: { ...USUAL, weight: 0 }, share: 0 });
    expect(screen.getByText('Only shown: it changes neither score nor verdict.')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('switch', { name: 'Critical' }));
    expect(screen.getByText('Adds nothing to the score; red is High all the same.')).toBeInTheDocument();
  });

  it('show the share of a weight, and change it by number', async () => {
    const { last } = edit();
    const field = screen.getByLabelText('Weight');
    expect(field).toHaveAccessibleDescription(/30% of all weights/);
    await userEvent.type(field, '5');
    expect(last()?.weight).toBe(305);
    expect(screen.getByRole('slider')).toHaveAttribute('aria-valuetext', '305, 30% of all weights');
  });

  it('go from the usual to lines and back by keyboard', async () => {
    const { last } = edit();
    screen.getByRole('radio', { name: 'Its usual' }).focus();
    await userEvent.keyboard('{ArrowDown}');
    expect(last()).toEqual({ weight: 30, unit: 'ratio', limit: { above: { yellow: 0.75, red: 0.9 } } });
    await userEvent.keyboard('{ArrowUp}');
    expect(last()?.limit).toEqual({ sigmas: 3, atLeastRatio: 0.3 });
  });

  it('forget the events behind a reading with their query', async () => {
    const { last } = edit({ draft: { ...USUAL, samples: { query: 'x', atLeast: 50 } } });
    await userEvent.clear(screen.getByLabelText('Events behind a reading'));
    expect(last()).not.toHaveProperty('samples');
  });

  it('are free of accessibility findings', async () => {
    const { container } = edit({ findings: [finding('weight', 'It is not right')] });
    const { violations } = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } });
    expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html ?? ''}`)).toEqual([]);
  });
});
