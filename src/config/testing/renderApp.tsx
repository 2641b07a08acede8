import '../../risk/edit/testing/measured.ts';
import { createTheme, ThemeContext } from '@grafana/data';
import { render, type RenderResult } from '@testing-library/react';
import React, { useMemo } from 'react';
import { MemoryRouter, Route, Routes } from 'react-router-dom-v5-compat';
import { AppContext } from '../../app/AppContext.ts';
import { useSettings } from '../../app/useSettings.ts';
import ModelPage from '../../pages/models/ModelPage.tsx';
import ModelsPage from '../../pages/models/ModelsPage.tsx';
import { OncePerTick } from '../../risk/read/oncePerTick.ts';
import { ScoreMemory } from '../../risk/read/scoreMemory.ts';
import type { Host } from '../../risk/host.ts';

interface Props {
  readonly host: Host;
  readonly path: string;
  readonly theme?: 'dark' | 'light';
}

/** The pages of the models as the app shows them, in a Grafana that the test plays. */
function App({ host, path, theme = 'dark' }: Props): React.JSX.Element {
  const [settings, reloadSettings] = useSettings(host);
  const memory = useMemo(() => ({ once: new OncePerTick(), scores: new ScoreMemory() }), []);
  return (
    <ThemeContext.Provider value={createTheme({ colors: { mode: theme } })}>
      <AppContext.Provider value={{ host, memory, settings, reloadSettings }}>
        <MemoryRouter initialEntries={[path]}>
          <Routes>
            <Route path="/a/releaserisk-app/models" element={<ModelsPage />} />
            <Route path="/a/releaserisk-app/models/:name" element={<ModelPage />} />
          </Routes>
        </MemoryRouter>
      </AppContext.Provider>
    </ThemeContext.Provider>
  );
}

export function renderApp(props: Props): RenderResult {
  return render(<App {...props} />);
}
