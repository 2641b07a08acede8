import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Look } from '../judged.ts';
import { renderLook } from './testing/renderLook.tsx';
import { actionsOf, AT, fleet, iso, judgedOf, SICK, surroundingsOf, verdictOf, VIEWER } from './testing/samples.ts';

const sick = verdictOf(SICK);

function looking(services: Parameters<typeof judgedOf>[0]): Look {
  return { kind: 'judged', judged: judgedOf(services), refreshing: false };
}

const THREE = looking([sick, verdictOf({}, { service: 'mailer' }), verdictOf({}, { service: 'search' })]);

// jsdom lays nothing out: every element is 500 pixels high, as the list would be in a panel.
beforeEach(() => {
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(500);
  vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(900);
  Element.prototype.scrollTo = () => undefined;
});
afterEach(() => {
  vi.restoreAllMocks();
});

function rowNames(): (string | null)[] {
  return screen.getAllByRole('rowheader').map(({ textContent }) => textContent);
}

describe('A list of services', () => {
  it('of none says so', () => {
    renderLook({ look: looking([]) });
    expect(screen.getByText('The model has no service right now.')).toBeVisible();
  });

  it('counts verdicts, worst first, by word', () => {
    renderLook({ look: looking(fleet(24)) });
    expect(screen.getByRole('heading')).toHaveTextContent('24 services 2 High 2 Inconclusive 4 Medium 16 Low');
  });

  it('of a thousand draws only those in sight, and tells how many there are', () => {
    renderLook({ look: looking(fleet(1000)) });
    expect(screen.getByRole('table')).toHaveAttribute('aria-rowcount', '1001');
    const drawn = screen.getAllByRole('rowheader').length;
    expect(drawn).toBeGreaterThan(10);
    expect(drawn).toBeLessThan(40);
  });

  it('finds a service by a part of its name, and says when there is none', async () => {
    renderLook({ look: looking(fleet(1000)) });
    const search = screen.getByRole('textbox', { name: 'Find a service' });
    await userEvent.type(search, '-0707');
    expect(rowNames()).toEqual(['search-0707']);
    await userEvent.type(search, 'x');
    expect(screen.getByText('No service is called that.')).toBeVisible();
  });

  it('shows no number where a service has none', () => {
    renderLook({
      look: looking([{ ...sick, score: null, versionAge: null, coverage: null }, verdictOf({}, { service: 'b' })]),
    });
    const [, first] = screen.getAllByRole('row');
    expect(within(first ?? document.body).getAllByRole('cell')[1]).toHaveTextContent('–');
    expect(document.body.textContent).not.toMatch(/NaN|null|undefined/);
  });

  it('is walked with the arrows, one stop for Tab', async () => {
    renderLook({ look: THREE });
    await userEvent.tab();
    expect(screen.getByRole('button', { name: 'lead-bot' })).toHaveFocus();
    await userEvent.keyboard('{ArrowDown}');
    expect(screen.getByRole('button', { name: 'mailer' })).toHaveFocus();
    await userEvent.keyboard('{End}');
    expect(screen.getByRole('button', { name: 'search' })).toHaveFocus();
    await userEvent.keyboard('{ArrowDown}{Home}');
    expect(screen.getByRole('button', { name: 'lead-bot' })).toHaveFocus();
    expect(screen.getAllByRole('button').filter(({ tabIndex }) => tabIndex === 0).length).toBe(1);
  });

  it('is left by keyboard for a service and its hold, and Escape leads back step by step', async () => {
    const onSelect = vi.fn();
    renderLook({ look: THREE, onSelect, surroundings: surroundingsOf(sick) });
    await userEvent.tab();
    await userEvent.keyboard('{ArrowDown}{Enter}');
    expect(onSelect).toHaveBeenLastCalledWith('mailer');
    expect(screen.getByRole('button', { name: 'All services' })).toHaveFocus();
    screen.getByRole('button', { name: 'Hold rollback' }).focus();
    await userEvent.keyboard('{Enter}');
    expect(screen.getByRole('textbox', { name: 'Reason' })).toHaveFocus();
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByRole('form')).toBeNull();
    expect(screen.getByRole('button', { name: 'Hold rollback' })).toHaveFocus();
    expect(onSelect).toHaveBeenCalledTimes(1);
    await userEvent.keyboard('{Escape}');
    expect(onSelect).toHaveBeenLastCalledWith(undefined);
    expect(screen.getByRole('button', { name: 'mailer' })).toHaveFocus();
  });

  it('keeps Escape to itself: Grafana would leave the panel', async () => {
    const outside = vi.fn();
    document.addEventListener('keydown', outside);
    renderLook({ look: THREE, selected: 'mailer' });
    screen.getByRole('button', { name: 'All services' }).focus();
    await userEvent.keyboard('{Escape}');
    document.removeEventListener('keydown', outside);
    expect(outside).not.toHaveBeenCalled();
  });

  it('stays in reach while an opened service is being read', () => {
    renderLook({ look: { kind: 'loading' }, selected: 'mailer' });
    expect(screen.getByRole('button', { name: 'All services' })).toBeVisible();
  });

  it('comes back, with a word, when the opened service is gone', () => {
    renderLook({ look: THREE, selected: 'shop' });
    expect(screen.getByText('shop is not in the answer any more.')).toBeVisible();
    expect(rowNames().length).toBe(3);
  });
});

describe('Holding a rollback', () => {
  const held = looking([sick]);

  async function open(hold: (request: { minutes: number; reason: string }) => Promise<void>): Promise<void> {
    renderLook({ look: held, actions: actionsOf({ hold: { ok: true, run: hold } }) });
    await userEvent.click(screen.getByRole('button', { name: 'Hold rollback' }));
  }

  it('without a reason is refused beside the field, which keeps the keyboard', async () => {
    const hold = vi.fn(() => Promise.resolve());
    await open(hold);
    await userEvent.click(screen.getByRole('button', { name: 'Hold for 30 min' }));
    const reason = screen.getByRole('textbox', { name: 'Reason' });
    expect(reason).toHaveFocus();
    expect(reason).toBeInvalid();
    expect(reason).toHaveAccessibleDescription('Say why: whoever looks at this next has to know');
    expect(hold).not.toHaveBeenCalled();
  });

  it('that fails says why, and what was typed is still there', async () => {
    await open(() => Promise.reject(new Error('Grafana answered 403: you may not create silences.')));
    await userEvent.type(screen.getByRole('textbox', { name: 'Reason' }), 'CRM migration');
    await userEvent.click(screen.getByRole('button', { name: 'Hold for 30 min' }));
    expect(screen.getByText('Grafana answered 403: you may not create silences.')).toBeVisible();
    expect(screen.getByRole('textbox', { name: 'Reason' })).toHaveValue('CRM migration');
  });

  it('under way says so and is not sent twice', async () => {
    let finish = (): void => undefined;
    const hold = vi.fn(() => new Promise<void>((resolve) => (finish = resolve)));
    await open(hold);
    await userEvent.click(screen.getByRole('radio', { name: '4 h' }));
    await userEvent.type(screen.getByRole('textbox', { name: 'Reason' }), ' CRM {Enter}');
    expect(screen.getByText('Holding…')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Hold for 4 h' }));
    expect(hold.mock.calls).toEqual([[{ minutes: 240, reason: 'CRM' }]]);
    finish();
    expect(await screen.findByText('On hold')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Hold rollback' })).toHaveFocus();
  });

  it('is ended from where it is shown, and says when that fails', async () => {
    const run = vi.fn(() => Promise.reject(new Error('The silence has ended already.')));
    const hold = { id: 'silence-1', by: 'ivan', reason: 'CRM', until: iso(AT + 900) };
    renderLook({
      look: held,
      surroundings: surroundingsOf(sick, { holds: { kind: 'ok', value: [hold] } }),
      actions: actionsOf({ endHold: { ok: true, run } }),
    });
    await userEvent.click(screen.getByRole('button', { name: 'End hold' }));
    expect(run).toHaveBeenCalledWith('silence-1');
    expect(screen.getByText('The silence has ended already.')).toBeVisible();
  });
});

describe('What a viewer may not do', () => {
  it('is in sight, says why without a pointer, and does nothing', async () => {
    renderLook({ look: looking([sick]), actions: actionsOf(VIEWER) });
    const hold = screen.getByRole('button', { name: 'Hold rollback' });
    expect(hold).toHaveAttribute('aria-disabled', 'true');
    expect(screen.getByText('You may not create silences: ask for the role Editor.')).toBeVisible();
    expect(screen.getByText('You may not write annotations: ask for the role Editor.')).toBeVisible();
    await userEvent.click(hold);
    expect(screen.queryByRole('form')).toBeNull();
  });
});

describe('Taking care of it', () => {
  it('is for bad releases only', () => {
    renderLook({ look: looking([verdictOf()]) });
    expect(screen.queryByRole('button', { name: 'I take care of it' })).toBeNull();
  });

  it('sends the note, and says that it is written down', async () => {
    const run = vi.fn(() => Promise.resolve());
    renderLook({ look: looking([sick]), actions: actionsOf({ acknowledge: { ok: true, run } }) });
    await userEvent.click(screen.getByRole('button', { name: 'I take care of it' }));
    await userEvent.type(screen.getByRole('textbox', { name: 'Note' }), 'looking at the logs{Enter}');
    expect(run).toHaveBeenCalledWith('looking at the logs');
    expect(await screen.findByText('Written down')).toBeVisible();
  });
});
