import type { PanelOptionsEditorBuilder, StandardEditorProps } from '@grafana/data';
import { t } from '@grafana/i18n';
import React, { lazy, Suspense } from 'react';
import type { RiskPanelOptions } from '../stored.ts';
import type { EditorState } from './editorState.ts';

/** What Grafana gives the editor of one option. */
export type OptionEditorProps = StandardEditorProps<unknown, unknown, RiskPanelOptions, EditorState | undefined>;

type OptionEditor = React.ComponentType<OptionEditorProps>;

// One chunk holds them all: whoever edits a panel needs most of them, and nobody else needs any.
const SourceEditor = lazy(() => import(/* webpackChunkName: "editors" */ './SourceEditor.tsx'));
const ModelNameEditor = lazy(() => import(/* webpackChunkName: "editors" */ './ModelNameEditor.tsx'));
const BindingsEditor = lazy(() => import(/* webpackChunkName: "editors" */ './BindingsEditor.tsx'));
const ServiceEditor = lazy(() => import(/* webpackChunkName: "editors" */ './ServiceEditor.tsx'));
const OwnEditor = lazy(() => import(/* webpackChunkName: "editors" */ './OwnEditor.tsx'));

/**
 * The options of the panel, each with an editor of its own, since an editor may only write its own option. Called
 * whenever Grafana draws the options, so the names are in the user's language.
 */
export function panelOptions(builder: PanelOptionsEditorBuilder<RiskPanelOptions>): void {
  builder
    .addCustomEditor({
      id: 'source',
      path: 'source',
      name: t('panel.edit.source.name', 'Where the score comes from'),
      editor: shown(SourceEditor),
    })
    .addCustomEditor({
      id: 'modelName',
      path: 'modelName',
      name: t('panel.edit.modelName.name', 'Model'),
      editor: shown(ModelNameEditor),
      showIf: (options) => options['source'] === 'live',
    })
    .addCustomEditor({
      id: 'service',
      path: 'service',
      name: t('panel.edit.service.name', 'Services'),
      editor: shown(ServiceEditor),
      showIf: (options) => options['source'] !== undefined,
    })
    .addCustomEditor({
      id: 'bindings',
      path: 'bindings',
      name: t('panel.edit.bindings.name', 'Datasources'),
      editor: shown(BindingsEditor),
      showIf: (options) => options['source'] === 'live',
    })
    .addCustomEditor({
      id: 'own',
      path: 'own',
      name: t('panel.edit.own.name', 'Signals'),
      editor: shown(OwnEditor),
      showIf: (options) => options['source'] === 'own',
    });
}

const known = new Map<OptionEditor, OptionEditor>();

/** The same component each time, or every look at the options would forget what is typed. */
function shown(Editor: OptionEditor): OptionEditor {
  const before = known.get(Editor);
  if (before !== undefined) return before;
  const Shown = (props: OptionEditorProps) => (
    <Suspense fallback={null}>
      <Editor {...props} />
    </Suspense>
  );
  known.set(Editor, Shown);
  return Shown;
}
