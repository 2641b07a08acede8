import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { SHOP } from '../../testing/shop.ts';
import { playedGrafana, type Played } from '../testing/playedGrafana.ts';
import { renderApp } from '../testing/renderApp.tsx';

vi.mock('../../runtime/Page.tsx', async () => {
  const { createElement } = await import('react');
  return {
    Page: ({ title, children }: { readonly title: string; readonly children: React.ReactNode }) =>
      createElement('main', {}, createElement('h1', {}, title), children),
  };
});
vi.mock('../../runtime/leaveGuard.ts', () => ({ guardLeaving: () => () => undefined }));
vi.mock('../apply/ApplySection.tsx', () => ({ default: () => null }));
vi.mock('../signals/AddSignals.tsx', () => ({ default: () => null }));

const MODELS = '/a/releaserisk-app/models';
const BROKEN = { ...SHOP, name: 'broken', signals: [] };
const NEWER = { ...SHOP, apiVersion: 'releaserisk/v9', name: 'newer' };

beforeEach(() => {
  window.sessionStorage.clear();
});

async function open(played: Played = {}) {
  const grafana = playedGrafana(played);
  const { container } = renderApp({ host: grafana.host, path: MODELS });
  await screen.findByRole('meter');
  return { grafana, user: userEvent.setup(), container };
}

describe('The list of models', () => {
  it('shows what cannot be read, why, and still lets it be exported and removed', async () => {
    const { user, grafana } = await open({ models: [BROKEN, NEWER, 'no model', SHOP, SHOP] });
    expect(screen.getByText(/Must have at least 1 entry/)).toBeInTheDocument();
    expect(screen.getByText(/Written for releaserisk\/v9/)).toBeInTheDocument();
    expect(screen.getByText('Without a name')).toBeInTheDocument();
    expect(screen.getByText(/A model before it has the same name/)).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Export newer' })).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Remove Without a name' }));
    expect(grafana.written()).toEqual([]);
    await user.click(await screen.findByRole('button', { name: 'Remove' }));
    await waitFor(() => {
      expect(grafana.written()).toMatchObject([
        { enabled: true, jsonData: { models: [BROKEN, NEWER, SHOP, SHOP], revision: 4, kept: 'as it is' } },
      ]);
    });
  });

  it('says why nothing was removed', async () => {
    const { user } = await open({
      otherwise: ({ method }) =>
        method === 'POST' ? { status: 403, body: { message: 'need plugins:write' } } : undefined,
    });
    await user.click(screen.getByRole('button', { name: 'Remove shop' }));
    await user.click(await screen.findByRole('button', { name: 'Remove' }));
    expect(await screen.findByText(/It was not removed: .*plugins:write/)).toBeInTheDocument();
  });

  it('offers nothing that changes anything to who may not, and names the permission', async () => {
    await open({ permissions: [] });
    expect(screen.getByText(/plugins:write/)).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: /Add|Remove|Rename|Duplicate/ })).toBeNull();
    expect(screen.getByRole('button', { name: 'Export shop' })).toBeInTheDocument();
  });

  it('refuses names that no model can have, and opens the sample as a draft that is not saved', async () => {
    const { user, grafana } = await open();
    await user.click(screen.getByRole('button', { name: 'Add a model' }));
    const dialog = await screen.findByRole('dialog');
    const name = within(dialog).getByRole('textbox', { name: 'Name' });
    await user.clear(name);
    await user.type(name, 'shop');
    expect(within(dialog).getByText('Another model is called that.')).toBeInTheDocument();
    expect(within(dialog).getByRole('button', { name: 'Open in the editor' })).toBeDisabled();
    await user.click(within(dialog).getByRole('radio', { name: 'The sample' }));
    await user.click(within(dialog).getByRole('button', { name: 'Open in the editor' }));
    expect(await screen.findByText('New, not saved yet')).toBeInTheDocument();
    expect(screen.getByDisplayValue('Telegram lead bot')).toBeInTheDocument();
    expect(grafana.written()).toEqual([]);
  });

  it('renames with what keeps the old name, and keeps the bindings', async () => {
    const { user, grafana } = await open();
    await user.click(screen.getByRole('button', { name: 'Rename shop' }));
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getByText(/release-risk destroy/)).toBeInTheDocument();
    const name = within(dialog).getByRole('textbox', { name: 'Name' });
    await user.clear(name);
    await user.type(name, 'store');
    await user.click(within(dialog).getByRole('button', { name: 'Rename' }));
    await waitFor(() => {
      expect(grafana.written()).toMatchObject([{ jsonData: { models: [{ ...SHOP, name: 'store' }] } }]);
    });
  });

  it('tells how much room is taken, and has nothing that axe finds', async () => {
    const { container } = await open();
    expect(screen.getByRole('meter')).toHaveAccessibleName(/of 48 KB/);
    const { violations } = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } });
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
  });
});
