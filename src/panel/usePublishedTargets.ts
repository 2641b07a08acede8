import { usePanelContext } from '@grafana/ui';
import { useEffect, useRef } from 'react';
import type { HostDatasource } from '../risk/host.ts';
import type { EditorState } from './options/editors/editorState.ts';
import { ownTargets } from './own/ownTargets.ts';
import type { PanelInput } from './panelInput.ts';

/**
 * Tells the option editors which targets the panel reads as signals: they are not given its queries. They are also
 * given a way to write several options at once, since an editor may only write its own.
 */
export function usePublishedTargets(
  { source, data, replaceInQuery }: PanelInput,
  datasources: () => readonly HostDatasource[],
  writeOptions: (written: Readonly<Record<string, unknown>>) => void,
): void {
  const { onInstanceStateChange } = usePanelContext();
  const write = useRef(writeOptions);
  write.current = writeOptions;
  const published = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (onInstanceStateChange === undefined || source.kind !== 'own') return;
    const targets = ownTargets(data, datasources(), replaceInQuery);
    const text = JSON.stringify(targets);
    if (text === published.current) return;
    published.current = text;
    const state: EditorState = {
      targets,
      showModel: (modelName) => {
        write.current({ source: 'live', modelName });
      },
    };
    onInstanceStateChange(state);
  }, [onInstanceStateChange, source, data, datasources, replaceInQuery]);
}
