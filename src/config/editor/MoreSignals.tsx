import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import React, { lazy, Suspense } from 'react';
import { PageLoading } from '../../app/PageLoading.tsx';
import { Disclosure } from '../../risk/edit/Disclosure.tsx';
import { isPart } from '../../risk/edit/signalDraft.ts';
import type { ModelDocument } from '../draft/modelDocument.ts';
import { insertSignals } from '../draft/signals.ts';

const AddSignals = lazy(() => import('../signals/AddSignals.tsx'));

interface Props {
  readonly document: ModelDocument;
  readonly bindings: Readonly<Record<string, string>>;
  readonly onDocument: (document: ModelDocument) => void;
}

/** Signals from what there is: metrics, dashboards, alert rules. Nothing is asked before somebody opens it. */
export function MoreSignals({ document, bindings, onDocument }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.place}>
      <Disclosure title={t('app.config.signals.more', 'Take signals from what there is')}>
        <Suspense fallback={<PageLoading />}>
          <AddSignals
            document={document}
            bindings={bindings}
            onAdd={(signals) => {
              onDocument(insertSignals(document, signals.filter(isPart)));
            }}
          />
        </Suspense>
      </Disclosure>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  place: css({ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: theme.spacing(1) }),
});
