import { createTheme, type EventBus, type GrafanaTheme2, ThemeContext } from '@grafana/data';
import { config, LocationServiceProvider, locationService, ThemeChangedEvent } from '@grafana/runtime';
import { GlobalStyles, PortalContainer } from '@grafana/ui';
import React, { useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { Router } from 'react-router-dom';
import { CompatRouter, Navigate, Route, Routes } from 'react-router-dom-v5-compat';
import { AppPage } from './app/AppPage.tsx';
import { ConfigPage } from './app/ConfigPage.tsx';
import { DashboardPage } from './dashboard/DashboardPage.tsx';
import { SoloPage } from './dashboard/SoloPage.tsx';
import { Frame } from './frame/Frame.tsx';
import { setServices } from './services/set-services.ts';
import { Said } from './frame/Said.tsx';

function Page({ events }: { readonly events: EventBus }): React.JSX.Element {
  const theme = useTheme(events);
  return (
    <ThemeContext.Provider value={theme}>
      <GlobalStyles />
      <LocationServiceProvider service={locationService}>
        <Router history={locationService.getHistory()}>
          <CompatRouter>
            <Frame>
              <Routes>
                <Route path="/d/:uid/*" element={<DashboardPage />} />
                <Route path="/d-solo/:uid/*" element={<SoloPage />} />
                <Route path="/a/:id/*" element={<AppPage />} />
                <Route path="/plugins/:id" element={<ConfigPage />} />
                <Route
                  path="/"
                  element={<Navigate replace to={config.bootData.navTree[0]?.url ?? '/a/releaserisk-app'} />}
                />
                <Route path="*" element={<Said>This page is one of Grafana’s own and needs Grafana.</Said>} />
              </Routes>
            </Frame>
          </CompatRouter>
        </Router>
        <PortalContainer />
      </LocationServiceProvider>
    </ThemeContext.Provider>
  );
}

/** The theme of the boot data, and any that is chosen later without loading the page again, as in Grafana. */
function useTheme(events: EventBus): GrafanaTheme2 {
  const [theme, setTheme] = useState(() =>
    createTheme({ colors: { mode: config.bootData.user.theme === 'light' ? 'light' : 'dark' } }),
  );
  useEffect(() => {
    const listening = events.getStream(ThemeChangedEvent).subscribe(({ payload }) => {
      setTheme(payload);
    });
    return () => {
      listening.unsubscribe();
    };
  }, [events]);
  return theme;
}

/** Grafana's own event for a chosen theme, from outside the page: tests press no button of ours. */
declare global {
  interface Window {
    chooseTheme?: (mode: 'light' | 'dark') => void;
  }
}

async function start(): Promise<void> {
  const events = await setServices();
  window.chooseTheme = (mode) => {
    events.publish(new ThemeChangedEvent(createTheme({ colors: { mode } })));
  };
  const place = document.getElementById('reactRoot');
  if (place !== null) createRoot(place).render(<Page events={events} />);
}

void start();
