import { css } from '@emotion/css';
import React, { useMemo } from 'react';
import { useLocation, useParams } from 'react-router-dom-v5-compat';
import { setVariables } from '../services/variables.ts';
import { chosenVariables } from './chosen-variables.ts';
import { type Dashboard, panelsOf } from './dashboard.ts';
import { PanelView } from './PanelView.tsx';
import { useDashboard } from './useDashboard.ts';
import { useSize } from './useSize.ts';
import { useTime } from './useTime.ts';
import { Said } from '../frame/Said.tsx';

/** One panel as large as the window, at Grafana's own address for that: `/d-solo/<uid>?panelId=<id>`. */
export function SoloPage(): React.JSX.Element {
  const { uid = '' } = useParams();
  const loaded = useDashboard(uid);
  if (loaded.kind === 'loading') return <Said busy />;
  if (loaded.kind === 'failed') return <Said>{loaded.reason}</Said>;
  return <Solo key={uid} dashboard={loaded.dashboard} />;
}

function Solo({ dashboard }: { readonly dashboard: Dashboard }): React.JSX.Element {
  const { search } = useLocation();
  const query = useMemo(() => new URLSearchParams(search), [search]);
  const variables = useMemo(() => chosenVariables(dashboard.templating.list, query), [dashboard, query]);
  setVariables(variables);
  const time = useTime(dashboard.time, query.get('refresh') ?? '', query);
  const [box, size] = useSize();
  const panel = panelsOf(dashboard).find(({ id }) => String(id) === query.get('panelId'));
  if (panel === undefined) return <Said>The dashboard has no such panel</Said>;
  return (
    <main className={fill}>
      <div ref={box} className={fill} data-testid="panel">
        {size.width > 0 && (
          <PanelView
            panel={panel}
            dashboard={dashboard}
            range={time.range}
            asked={variables.map(({ name, value }) => `${name}=${value}`).join('&')}
            {...size}
            onChangeRange={(from, to) => {
              time.setRaw({ from: String(from), to: String(to) });
            }}
          />
        )}
      </div>
    </main>
  );
}

const fill = css({
  flex: '1 1 0',
  minHeight: 0,
  minWidth: 0,
  overflow: 'hidden',
  display: 'flex',
  '> div': { flex: '1 1 0', minWidth: 0 },
});
