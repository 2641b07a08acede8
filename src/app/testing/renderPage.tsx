import '../../risk/view/testing/drawnNowhere.ts';
import { createTheme, ThemeContext } from '@grafana/data';
import { render, type RenderResult } from '@testing-library/react';
import React, { useState } from 'react';
import { MemoryRouter, Route, Routes, useLocation } from 'react-router-dom-v5-compat';
import { OncePerTick } from '../../risk/read/oncePerTick.ts';
import { ScoreMemory } from '../../risk/read/scoreMemory.ts';
import type { Host } from '../../risk/host.ts';
import { AppContext } from '../AppContext.ts';
import { useSettings } from '../useSettings.ts';

// Lists scroll the page, and jsdom has none to scroll.
window.scrollTo = () => undefined;

interface Shown {
  readonly host: Host;
  /** Where the page is, such as `service/:model`. */
  readonly path: string;
  /** What is opened, such as `/service/shop?label.service=cart`. */
  readonly address: string;
  readonly page: React.ReactNode;
  readonly theme?: 'dark' | 'light';
}

/** A page as the app shows it, with an address of its own. */
export function renderPage(shown: Shown): RenderResult & { readonly address: () => string } {
  let address = '';
  function Told(): null {
    const { pathname, search } = useLocation();
    address = `${pathname}${search}`;
    return null;
  }
  function App(): React.JSX.Element {
    const { host, path, page } = shown;
    const [memory] = useState(() => ({ once: new OncePerTick(), scores: new ScoreMemory() }));
    const [settings, reloadSettings] = useSettings(host);
    return (
      <AppContext.Provider value={{ host, memory, settings, reloadSettings }}>
        <Told />
        <Routes>
          <Route path={path} element={page} />
          <Route path="*" element={null} />
        </Routes>
      </AppContext.Provider>
    );
  }
  const result = render(
    <ThemeContext.Provider value={createTheme({ colors: { mode: shown.theme ?? 'dark' } })}>
      <MemoryRouter initialEntries={[shown.address]}>
        <App />
      </MemoryRouter>
    </ThemeContext.Provider>,
  );
  return { ...result, address: () => address };
}
