import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { config } from '@grafana/runtime';
import { useStyles2 } from '@grafana/ui';
import React, { useMemo } from 'react';
import { useLocation, useParams } from 'react-router-dom-v5-compat';
import { setVariables } from '../services/variables.ts';
import { chosenVariables } from './chosen-variables.ts';
import { type Dashboard, type Panel, panelsOf } from './dashboard.ts';
import { PanelView } from './PanelView.tsx';
import { Toolbar } from './Toolbar.tsx';
import { useDashboard } from './useDashboard.ts';
import { useSize } from './useSize.ts';
import { useTime } from './useTime.ts';
import { Said } from '../frame/Said.tsx';

const COLUMNS = 24;
const ROW_PX = 30;
const GAP_PX = 8;
/** Below it, Grafana gives every panel the whole width. */
const PHONE_PX = 600;

/** A dashboard: our panels drawn, the others named, since they live in Grafana and in no package. */
export function DashboardPage(): React.JSX.Element {
  const { uid = '' } = useParams();
  const loaded = useDashboard(uid);
  if (loaded.kind === 'loading') return <Said busy />;
  if (loaded.kind === 'failed') return <Said>{loaded.reason}</Said>;
  return <Drawn key={uid} dashboard={loaded.dashboard} />;
}

function Drawn({ dashboard }: { readonly dashboard: Dashboard }): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const { search } = useLocation();
  const query = useMemo(() => new URLSearchParams(search), [search]);
  const variables = useMemo(() => chosenVariables(dashboard.templating.list, query), [dashboard, query]);
  setVariables(variables);
  const time = useTime(dashboard.time, dashboard.refresh === false ? '' : dashboard.refresh, query);
  const [box, { width }] = useSize();
  const panels = panelsOf(dashboard);
  const ours = panels.filter(({ type }) => type in config.panels);
  const others = panels.filter(({ type }) => !(type in config.panels));
  const asked = variables.map(({ name, value }) => `${name}=${value}`).join('&');
  return (
    <main className={styles.page}>
      <h1>{dashboard.title}</h1>
      <Toolbar variables={variables} time={time} />
      <div ref={box} className={styles.grid} data-testid="panels">
        {ours.map((panel) => {
          const size = sizeOf(panel, width);
          return (
            <div key={panel.id} className={css(size)}>
              <PanelView
                panel={panel}
                dashboard={dashboard}
                range={time.range}
                asked={asked}
                {...size}
                onChangeRange={(from, to) => {
                  time.setRaw({ from: String(from), to: String(to) });
                }}
              />
            </div>
          );
        })}
      </div>
      {others.length > 0 && <Elsewhere panels={others} />}
    </main>
  );
}

function Elsewhere({ panels }: { readonly panels: readonly Panel[] }): React.JSX.Element {
  const styles = useStyles2(getStyles);
  return (
    <section aria-label="Panels that need Grafana">
      <h2 className={styles.small}>{panels.length} more panels of this dashboard are Grafana’s own and need Grafana</h2>
      <ul className={styles.tiles}>
        {panels.map(({ id, title, type }) => (
          <li key={id}>
            {title === '' ? 'Without title' : title} <em>{type}</em>
          </li>
        ))}
      </ul>
    </section>
  );
}

function sizeOf({ gridPos }: Panel, width: number): { readonly width: number; readonly height: number } {
  const columns = width < PHONE_PX ? COLUMNS : gridPos.w;
  return {
    width: Math.max(0, Math.floor(((width + GAP_PX) * columns) / COLUMNS - GAP_PX)),
    height: gridPos.h * (ROW_PX + GAP_PX) - GAP_PX,
  };
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({
    padding: theme.spacing(2),
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
    minWidth: 0,
  }),
  grid: css({ display: 'flex', flexWrap: 'wrap', gap: GAP_PX, minWidth: 0 }),
  small: css({ ...theme.typography.body, color: theme.colors.text.secondary }),
  tiles: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(220px, 1fr))',
    gap: theme.spacing(1),
    listStyle: 'none',
    li: {
      border: `1px dashed ${theme.colors.border.medium}`,
      borderRadius: theme.shape.radius.default,
      padding: theme.spacing(1, 2),
      color: theme.colors.text.secondary,
    },
    em: { float: 'right', fontStyle: 'normal' },
  }),
});
