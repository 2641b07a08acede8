import { t } from '@grafana/i18n';
import type { StoredSettings } from '@release-risk/grafana/api/pluginSettings';
import React, { useMemo } from 'react';
import { useLocation, useParams } from 'react-router-dom-v5-compat';
import { useApp } from '../../app/AppContext.ts';
import { labelsIn, overviewPath } from '../../app/paths.ts';
import { PageProblem } from '../../app/PageProblem.tsx';
import { SettingsGate } from '../../app/SettingsGate.tsx';
import { storedModels } from '../../app/storedModels.ts';
import type { Problem } from '../../risk/problems.ts';
import { problemOf } from '../../risk/read/problemError.ts';
import { readDocument } from '../../risk/read/readDocument.ts';
import { Page } from '../../runtime/Page.tsx';
import { ServiceLook } from './ServiceLook.tsx';
import { chosenLabels } from './chosenLabels.ts';

/** One service: how it stands and how it came to that. Its labels stand in the address. */
export default function ServicePage(): React.JSX.Element {
  const { host } = useApp();
  return (
    <Page
      title={useTitle()}
      parent={{ title: t('app.overview.title', 'Overview'), address: host.address(overviewPath) }}
    >
      <SettingsGate>{(settings) => <OfSettings settings={settings} />}</SettingsGate>
    </Page>
  );
}

/** The service as people name it: an alert's other labels are no part of its name. */
function useTitle(): string {
  const { settings } = useApp();
  const { model: name = '' } = useParams();
  const { search } = useLocation();
  const stored = settings.kind === 'ok' ? storedModels(settings.value).find((one) => one.name === name) : undefined;
  const chosen = stored?.model && chosenLabels(stored.model, labelsIn(search));
  return chosen?.ok === true ? Object.values(chosen.labels).join(' / ') : t('app.service.title', 'Service');
}

function OfSettings({ settings }: { readonly settings: StoredSettings }): React.JSX.Element {
  const { model: name = '' } = useParams();
  const { search } = useLocation();
  const models = useMemo(() => storedModels(settings), [settings]);
  const stored = models.find((one) => one.name === name);
  const said = JSON.stringify(labelsIn(search));
  const labels = useMemo(
    () => (stored?.model === undefined ? undefined : chosenLabels(stored.model, JSON.parse(said))),
    [stored, said],
  );
  if (stored === undefined) {
    return (
      <Trouble problem={{ code: 'RR702', name: 'modelNotFound', model: name, known: models.map((one) => one.name) }} />
    );
  }
  if (stored.model === undefined || labels === undefined) return <Trouble problem={whyUnreadable(stored.document)} />;
  if (!labels.ok) return <Trouble problem={labels.problem} />;
  return <ServiceLook key={`${name} ${said}`} stored={stored} labels={labels.labels} />;
}

function whyUnreadable(document: unknown): Problem {
  try {
    readDocument(document);
    return { code: 'RR713', name: 'unexpected', detail: '' };
  } catch (error) {
    return problemOf(error);
  }
}

function Trouble({ problem }: { readonly problem: Problem }): React.JSX.Element {
  const { reloadSettings } = useApp();
  return <PageProblem problem={problem} again={reloadSettings} />;
}
