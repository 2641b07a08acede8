import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { SHOP } from '../../testing/shop.ts';
import { playedGrafana, type Played } from '../testing/playedGrafana.ts';
import { renderApp } from '../testing/renderApp.tsx';

const left = vi.hoisted(() => ({ ask: undefined as ((leave: () => void) => void) | undefined }));
vi.mock('../../runtime/Page.tsx', async () => {
  const { createElement } = await import('react');
  return {
    Page: ({ title, children }: { readonly title: string; readonly children: React.ReactNode }) =>
      createElement('main', {}, createElement('h1', {}, title), children),
  };
});
vi.mock('../../runtime/leaveGuard.ts', () => ({
  guardLeaving: (ask: (leave: () => void) => void) => {
    left.ask = ask;
    return () => {
      left.ask = undefined;
    };
  },
}));
vi.mock('../apply/ApplySection.tsx', () => ({ default: () => null }));
vi.mock('../signals/AddSignals.tsx', () => ({ default: () => null }));

const MODEL = '/a/releaserisk-app/models/shop';

beforeEach(() => {
  window.sessionStorage.clear();
});

async function open(played: Played = {}, path = MODEL) {
  const grafana = playedGrafana(played);
  renderApp({ host: grafana.host, path });
  const user = userEvent.setup();
  await screen.findByRole('heading', { level: 1 });
  return { grafana, user };
}

const weightOf = (title: string) => screen.findByRole('spinbutton', { name: `Weight of ${title}` });
const saveButton = () => screen.findByRole('button', { name: 'Save' });

async function setWeight(user: ReturnType<typeof userEvent.setup>, title: string, weight: string) {
  const field = await weightOf(title);
  await user.clear(field);
  await user.type(field, weight);
}

describe('The editor of a model, where something is wrong', () => {
  it('shows who may not write everything, changes nothing, and names the permission', async () => {
    await open({ permissions: [] });
    expect((await screen.findAllByText(/plugins:write/)).length).toBeGreaterThan(0);
    expect(await weightOf('latency')).toBeDisabled();
    expect(screen.getByRole('textbox', { name: 'Title' })).toBeDisabled();
    expect(screen.queryByRole('button', { name: 'Save' })).toBeNull();
    expect(screen.getByRole('button', { name: 'Export' })).toBeEnabled();
  });

  it('says that the settings could not be read, and reads them again', async () => {
    let isDown = true;
    const { user } = await open({
      otherwise: ({ path }) =>
        isDown && path.includes('/settings') ? { status: 403, body: { message: 'no plugins:read' } } : undefined,
    });
    const again = await screen.findByRole('button', { name: 'Try again' });
    isDown = false;
    await user.click(again);
    expect(await weightOf('latency')).toBeInTheDocument();
  });

  it('says what is wrong beside the field, with code and hint, and does not save it', async () => {
    const { user } = await open();
    const low = await screen.findByRole('spinbutton', { name: 'Watch above' });
    await user.clear(low);
    await user.type(low, '1.8');
    expect((await screen.findAllByText(/RR403|RR4\d\d/)).length).toBeGreaterThan(0);
    await waitFor(() => {
      expect(screen.getByRole('button', { name: 'Save' })).toBeDisabled();
    });
    expect(screen.getAllByRole('status').some(({ textContent }) => /to mend/.test(textContent ?? ''))).toBe(true);
  });

  it('underlines a query that does not parse, and says the place', async () => {
    const { user } = await open();
    await user.click(await screen.findByRole('button', { name: /^latency/ }));
    const query = await screen.findByRole('textbox', { name: 'Query' });
    await user.clear(query);
    await user.type(query, 'sum(');
    expect(await screen.findByText(/Line 1, column \d+:.*RR301/)).toBeInTheDocument();
    expect(query).toHaveAttribute('aria-invalid', 'true');
  });

  it.each([
    [403, { message: 'You need plugins:write' }, /plugins:write/],
    [413, 'Request Entity Too Large', /let a query find the services/],
    [502, '<html>Bad gateway</html>', /restarting/],
  ])('keeps everything where saving is answered %i', async (status, body, words) => {
    const { user, grafana } = await open({
      otherwise: ({ method, path }) => (method === 'POST' && path.includes('/settings') ? { status, body } : undefined),
    });
    await setWeight(user, 'latency', '7');
    await user.click(await saveButton());
    expect(await screen.findByText(words)).toBeInTheDocument();
    expect(await weightOf('latency')).toHaveValue(7);
    expect(grafana.settings.jsonData['revision']).toBe(3);
  });

  it('does not switch the app on behind the back of who switched it off', async () => {
    const { user, grafana } = await open();
    await setWeight(user, 'latency', '7');
    grafana.settings = { ...grafana.settings, enabled: false };
    await user.click(await saveButton());
    expect(await screen.findByText(/switched off meanwhile/)).toBeInTheDocument();
    expect(grafana.written()).toEqual([]);
  });

  it('shows both versions where somebody else saved the same model, and saves what is chosen', async () => {
    const { user, grafana } = await open();
    await setWeight(user, 'latency', '7');
    const theirs = { ...SHOP, owner: 'them', signals: SHOP.signals.map((one) => ({ ...one, weight: 2 })) };
    grafana.settings = { enabled: true, jsonData: { ...grafana.settings.jsonData, models: [theirs], revision: 4 } };
    await user.click(await saveButton());
    const latency = await screen.findByRole('region', { name: 'Signal latency' });
    expect(within(latency).getByText('changed by both')).toBeInTheDocument();
    expect(grafana.written()).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Take what is chosen' }));
    await user.click(await saveButton());
    expect(await screen.findByText(/^Saved\. Panels use it/)).toBeInTheDocument();
    expect(grafana.written()).toMatchObject([
      {
        enabled: true,
        jsonData: {
          kept: 'as it is',
          revision: 5,
          models: [{ name: 'shop', owner: 'them', signals: [{ weight: 7 }, { weight: 2 }, { weight: 2 }] }],
        },
      },
    ]);
  });

  it('says that no datasource answers, and still lets everything be edited', async () => {
    await open({
      otherwise: ({ path }) =>
        path.startsWith('/api/ds/query') ? { status: 403, body: { message: 'no datasources:query' } } : undefined,
    });
    expect(await screen.findByText(/datasources:query/)).toBeInTheDocument();
    expect(await weightOf('latency')).toBeEnabled();
  });

  it('shows hostile names as what they are', async () => {
    const hostile = { ...SHOP, title: '<img src=x onerror=alert(1)>{{count}}' };
    await open({ models: [hostile] });
    expect(await screen.findByDisplayValue('<img src=x onerror=alert(1)>{{count}}')).toBeInTheDocument();
    expect(document.querySelector('img[src="x"]')).toBeNull();
  });
});

describe('The editor of a model', () => {
  it('shows at once what a weight does to every service, and asks nothing for it', async () => {
    const { user, grafana } = await open();
    await screen.findByText('No score changes.');
    const before = grafana.requests.length;
    await setWeight(user, 'queue', '9');
    expect(await screen.findByText(/1 of 2 services? score/)).toBeInTheDocument();
    const cart = screen.getByRole('row', { name: /cart/ });
    expect(cart).toHaveTextContent('Medium');
    expect(cart).toHaveTextContent('High');
    expect(grafana.requests).toHaveLength(before);
  });

  it('asks again only when it is told to, where a query changed', async () => {
    const { user } = await open();
    await screen.findByText('No score changes.');
    await user.click(await screen.findByRole('button', { name: /^latency/ }));
    const query = await screen.findByRole('textbox', { name: 'Query' });
    await user.clear(query);
    await user.type(query, 'max by (service) (other)');
    expect(await screen.findByText(/ask again\. \(latency\)/)).toBeInTheDocument();
  });

  it('saves what was typed and nothing else, and says so', async () => {
    const { user, grafana } = await open({ models: [SHOP, { name: 'other' }] });
    await setWeight(user, 'latency', '7');
    await user.click(await saveButton());
    expect(await screen.findByText(/^Saved\. Panels use it/)).toBeInTheDocument();
    const [first, ...rest] = SHOP.signals;
    expect(grafana.written()).toEqual([
      {
        enabled: true,
        pinned: true,
        jsonData: {
          kept: 'as it is',
          revision: 4,
          models: [{ ...SHOP, signals: [{ ...first, weight: 7 }, ...rest] }, { name: 'other' }],
          bindings: {},
        },
      },
    ]);
    await waitFor(() => {
      expect(screen.getByRole('button', { name: 'Save' })).toBeDisabled();
    });
  });

  it('edits the same document by its YAML, and waits for a text that says nothing yet', async () => {
    const { user } = await open();
    await user.click(await screen.findByRole('tab', { name: /YAML/ }));
    const yaml = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'The model as YAML' });
    await user.clear(yaml);
    await user.paste('signals: [');
    expect(await screen.findByText(/cannot be read yet/)).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Back to what the form shows' }));
    expect(yaml.value).toContain('name: shop');
    await user.click(yaml);
    await user.paste('# a comment\n');
    await user.click(screen.getByRole('tab', { name: 'Form' }));
    expect(await weightOf('latency')).toHaveValue(1);
  });

  it('removes a signal, and puts it back where it was', async () => {
    const { user } = await open();
    await user.click(await screen.findByRole('button', { name: 'Remove errors' }));
    expect(screen.queryByRole('spinbutton', { name: 'Weight of errors' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Put it back' }));
    const weights = screen.getAllByRole('spinbutton', { name: /^Weight of/ });
    expect(weights.map((field) => field.getAttribute('aria-label'))).toEqual([
      'Weight of latency',
      'Weight of errors',
      'Weight of queue',
    ]);
  });

  it('is worked by the keyboard alone', async () => {
    const { user } = await open();
    const slider = await screen.findByRole('slider', { name: /Weight of latency/ });
    slider.focus();
    await user.tab();
    expect(await weightOf('latency')).toHaveFocus();
    await user.keyboard('2');
    const down = screen.getByRole('button', { name: 'Move latency down' });
    down.focus();
    await user.keyboard('{Enter}');
    const names = screen
      .getAllByRole('spinbutton', { name: /^Weight of/ })
      .map((one) => one.getAttribute('aria-label'));
    expect(names[1]).toBe('Weight of latency');
  });

  it('keeps what was typed over a reload, and forgets it when it is discarded', async () => {
    const { user } = await open();
    await setWeight(user, 'latency', '7');
    await waitFor(() => {
      expect(window.sessionStorage).toHaveLength(1);
    });
    cleanup();
    const again = await open();
    expect(await weightOf('latency')).toHaveValue(7);
    await again.user.click(screen.getByRole('button', { name: 'Discard' }));
    expect(await weightOf('latency')).toHaveValue(1);
    expect(window.sessionStorage).toHaveLength(0);
  });

  it('asks before it is left while something is unsaved', async () => {
    const { user } = await open();
    await weightOf('latency');
    expect(left.ask).toBeUndefined();
    await setWeight(user, 'latency', '7');
    const leave = vi.fn();
    left.ask?.(leave);
    const dialog = await screen.findByRole('dialog');
    await user.click(within(dialog).getByRole('button', { name: 'Stay' }));
    expect(leave).not.toHaveBeenCalled();
    left.ask?.(leave);
    await user.click(await screen.findByRole('button', { name: 'Keep it and leave' }));
    expect(leave).toHaveBeenCalledOnce();
  });

  it.each(['dark', 'light'] as const)('has nothing that axe finds in the %s', async (theme) => {
    const grafana = playedGrafana();
    const { container } = renderApp({ host: grafana.host, path: MODEL, theme });
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: /^latency/ }));
    await screen.findByText('No score changes.');
    const { violations } = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } });
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
  });
});
