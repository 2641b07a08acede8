import { ok, type Check } from '@release-risk/apply/check';
import { readModel } from '@release-risk/language/document/readModel';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import React, { useState } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { appAround, renderInApp, type AppAround } from '../testing/appAround.tsx';
import ApplySection from './ApplySection.tsx';

const checks = vi.hoisted(() => ({ found: [] as Check[] }));
// What it finds is its own tests' to say; here it stands in the way or does not.
vi.mock('@release-risk/apply/preflight', () => ({ preflight: () => Promise.resolve(checks.found) }));

const DOCUMENT = {
  apiVersion: 'releaserisk/v1',
  kind: 'RiskModel',
  name: 'shop',
  title: 'Shop',
  identity: { labels: ['service'], services: ['a'] },
  datasources: { metrics: 'prometheus' },
  signals: [
    {
      id: 'e',
      title: 'Errors',
      datasource: 'metrics',
      query: 'sum by (service) (x)',
      weight: 1,
      limit: { above: { yellow: 2, red: 4 } },
    },
  ],
  contactPoints: { team: 'people' },
};
const BINDINGS = { metrics: 'uid-metrics' };
const SECRET = 'very-s3cret';

function modelOf(document: object) {
  const read = readModel(JSON.stringify(document), 'shop');
  if (!read.ok) throw new Error(JSON.stringify(read.diagnostics));
  return read.model;
}

function Edited({ first, isSaved }: { readonly first: Readonly<Record<string, unknown>>; readonly isSaved: boolean }) {
  const [document, setDocument] = useState(first);
  const [model, setModel] = useState(() => modelOf(first));
  return (
    <ApplySection
      model={model}
      document={document}
      bindings={BINDINGS}
      isSaved={isSaved}
      onDocument={(next) => {
        setDocument(next);
        setModel(modelOf(next));
      }}
    />
  );
}

async function open(
  around: AppAround,
  { isSaved = true, document = DOCUMENT as Readonly<Record<string, unknown>>, theme = 'dark' as 'dark' | 'light' } = {},
) {
  const shown = renderInApp(around, <Edited first={document} isSaved={isSaved} />, { theme });
  await screen.findByRole('heading', { name: 'What would change' });
  return shown;
}

const button = () => screen.getByRole('button', { name: /^Apply/ });
const applied = async () => {
  await waitFor(() => {
    expect(button()).toBeEnabled();
  });
  await userEvent.click(button());
};

beforeEach(() => {
  checks.found = [ok('Grafana', '12.2.0')];
});

describe('Applying from the plugin', () => {
  it.each([
    ['GET /api/datasources', 'datasources:read'],
    ['GET /api/v1/provisioning/contact-points', 'alert.notifications:read'],
    ['GET /api/dashboards/uid/rr-shop', 'dashboards:read'],
  ])('says which permission lacks when %s is refused, and looks again', async (request, permission) => {
    const around = appAround();
    around.answers.set(request, { status: 403, body: { message: 'Access denied' } });
    renderInApp(around, <Edited first={DOCUMENT} isSaved />);
    expect(await screen.findByText(new RegExp(permission))).toBeInTheDocument();
    around.answers.delete(request);
    if (request.endsWith('datasources')) {
      around.answers.set(request, { status: 200, body: [{ uid: 'uid-metrics', name: 'm', type: 'prometheus' }] });
    }
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('heading', { name: 'What would change' })).toBeInTheDocument();
  });

  it('tells a page of a proxy from an answer of Grafana', async () => {
    const around = appAround();
    around.answers.set('GET /api/v1/provisioning/contact-points', {
      status: 200,
      body: '<html><title>Sign in</title></html>',
    });
    renderInApp(around, <Edited first={DOCUMENT} isSaved />);
    expect(await screen.findByText(/did not answer with JSON/)).toBeInTheDocument();
  });

  it('waits for what stands in the way, for saving, and for the checks', async () => {
    checks.found = [{ level: 'fail', what: 'Permissions', found: 'alert.rules:create is missing', hint: 'Give it.' }];
    await open(appAround());
    expect(await screen.findByText('1 thing stands in the way of applying')).toBeInTheDocument();
    expect(button()).toBeDisabled();
    expect(button()).toHaveAccessibleDescription(/see the checks above/);
  });

  it('wants the model saved first', async () => {
    await open(appAround(), { isSaved: false });
    expect(button()).toBeDisabled();
    expect(button()).toHaveAccessibleDescription(/Save the model first/);
  });

  it('writes object by object, reads back, and has nothing left to do', async () => {
    const around = appAround();
    await open(around);
    await applied();
    expect(await screen.findByText(/Applied, and read back/)).toBeInTheDocument();
    expect(around.fake.rules.size).toBeGreaterThan(0);
    await waitFor(() => {
      expect(button()).toHaveAccessibleDescription(/Nothing to change/);
    });
    expect(await screen.findByText(/^Applied [0-9a-f]+$/)).toBeInTheDocument();
  });

  it('that is cut short says what was written, and the next one finishes', async () => {
    const around = appAround();
    await open(around);
    const path = 'PUT /api/v1/provisioning/folder/release-risk/rule-groups/Release risk shop';
    around.answers.set(path, { status: 502, body: '<html><title>502 Bad Gateway</title></html>' });
    await applied();
    expect(await screen.findByText('The apply was cut short')).toBeInTheDocument();
    expect(screen.getByText(/Whether the last object above was written is not known/)).toBeInTheDocument();
    expect(screen.getByText(/alert rules of/)).toBeInTheDocument();
    around.answers.delete(path);
    await applied();
    expect(await screen.findByText(/Applied, and read back/)).toBeInTheDocument();
  });

  it('leaves what was edited by hand until somebody decides', async () => {
    const around = appAround();
    const { unmount } = await open(around);
    await applied();
    await screen.findByText(/Applied, and read back/);
    unmount();
    for (const rule of around.fake.rules.values()) rule['for'] = '9m';
    const before = around.fake.writes().length;
    await open(around);
    expect(screen.getAllByText('edited by hand').length).toBeGreaterThan(0);
    await waitFor(() => {
      expect(button()).toHaveAccessibleDescription(/edited objects by hand/);
    });
    expect(button()).toBeDisabled();
    expect(around.fake.writes()).toHaveLength(before);
    await userEvent.click(screen.getByRole('checkbox', { name: /Overwrite what was edited/ }));
    await applied();
    expect(await screen.findByText(/Applied, and read back/)).toBeInTheDocument();
  });
});

describe('The contact point of the pipeline', () => {
  const WITH_GATEWAY = {
    ...DOCUMENT,
    contactPoints: { team: 'people', pipeline: { gateway: 'gw' } },
    action: { mode: 'ask' },
  };

  it('gets its secret, and nothing else does', async () => {
    const around = appAround();
    await open(around, { document: WITH_GATEWAY });
    await userEvent.type(screen.getByLabelText('Address of the gateway'), 'https://gw.test');
    await userEvent.type(screen.getByLabelText('Secret that signs each call'), SECRET);
    expect(await screen.findByText('gw', { selector: 'span' }, { timeout: 5000 })).toBeInTheDocument();
    await applied();
    expect(await screen.findByText(/Applied, and read back/)).toBeInTheDocument();
    const told = around.seen.filter(({ body }) => JSON.stringify(body ?? null).includes(SECRET));
    expect(told.map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /api/v1/provisioning/contact-points']);
    expect(told[0]?.body).toMatchObject({ name: 'gw', settings: { hmacConfig: { secret: SECRET } } });
    expect(screen.getByLabelText('Secret that signs each call')).toHaveValue('configured');
  });

  it('is not written without its secret', async () => {
    await open(appAround(), { document: WITH_GATEWAY });
    await userEvent.type(screen.getByLabelText('Address of the gateway'), 'https://gw.test');
    await waitFor(
      () => {
        expect(button()).toHaveAccessibleDescription(/Type the secret/);
      },
      { timeout: 5000 },
    );
    expect(button()).toBeDisabled();
  });

  it('says beside its address what is wrong with it', async () => {
    await open(appAround(), { document: WITH_GATEWAY });
    await userEvent.type(screen.getByLabelText('Address of the gateway'), 'nonsense');
    expect(screen.getByLabelText('Address of the gateway')).toHaveAccessibleDescription(/no http\(s\) address/);
  });

  it.each([
    ['ok', '', /The receiver took the test/],
    ['failed', 'connection refused', /connection refused/],
  ])('is tested by a dry run, which ends %s', async (status, error, words) => {
    const around = appAround();
    const path = 'POST /api/alertmanager/grafana/config/api/v1/receivers/test';
    const receivers = [{ name: 'gw', grafana_managed_receiver_configs: [{ name: 'gw', uid: '', status, error }] }];
    around.answers.set(path, { status: status === 'ok' ? 200 : 207, body: { receivers } });
    await open(around, { document: WITH_GATEWAY });
    await userEvent.type(screen.getByLabelText('Address of the gateway'), 'https://gw.test');
    await userEvent.type(screen.getByLabelText('Secret that signs each call'), SECRET);
    await waitFor(
      () => {
        expect(screen.getByRole('button', { name: 'Send a test' })).toBeEnabled();
      },
      { timeout: 5000 },
    );
    await userEvent.click(screen.getByRole('button', { name: 'Send a test' }));
    expect(await screen.findByText(words)).toBeInTheDocument();
    const sent = around.seen.filter((one) => one.path.endsWith('/receivers/test'));
    expect(sent).toHaveLength(1);
    expect(sent[0]?.body).toMatchObject({
      alert: { labels: { dry_run: 'true', service: 'a' }, annotations: { action: 'dry_run' } },
      receivers: [{ grafana_managed_receiver_configs: [{ secureSettings: { 'hmacConfig.secret': SECRET } }] }],
    });
  });
});

describe('The section', () => {
  it.each(['dark', 'light'] as const)('is free of accessibility findings when it is %s', async (theme) => {
    const { container } = await open(appAround(), { theme });
    await screen.findByText('Ready to apply');
    const { violations } = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } });
    expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html ?? ''}`)).toEqual([]);
  });
});
