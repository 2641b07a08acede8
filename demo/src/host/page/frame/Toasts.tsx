import { css } from '@emotion/css';
import { AppEvents, BusEventWithPayload, type GrafanaTheme2 } from '@grafana/data';
import { getAppEvents } from '@grafana/runtime';
import { Alert, type AlertVariant, useStyles2 } from '@grafana/ui';
import React, { useEffect, useState } from 'react';

interface Toast {
  readonly id: number;
  readonly severity: AlertVariant;
  readonly text: string;
}

const KINDS = [
  kind(AppEvents.alertSuccess.name, 'success'),
  kind(AppEvents.alertInfo.name, 'info'),
  kind(AppEvents.alertWarning.name, 'warning'),
  kind(AppEvents.alertError.name, 'error'),
];
const SHOWN_MS = 6_000;

/** Grafana's passing notes: what services and plugins publish on its event bus. */
export function Toasts(): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  useEffect(() => {
    let next = 0;
    const listening = KINDS.map(({ event, severity }) =>
      getAppEvents()
        .getStream(event)
        .subscribe(({ payload }) => {
          const id = next++;
          setToasts((shown) => [...shown, { id, severity, text: textOf(payload) }]);
          setTimeout(() => {
            setToasts((shown) => shown.filter((one) => one.id !== id));
          }, SHOWN_MS);
        }),
    );
    return () => {
      for (const one of listening) one.unsubscribe();
    };
  }, []);
  return (
    <div className={styles.corner}>
      {toasts.map(({ id, severity, text }) => (
        <Alert key={id} severity={severity} title={text} elevated />
      ))}
    </div>
  );
}

/** Grafana's alert events have names only; its bus wants a class. */
function kind(name: string, severity: AlertVariant) {
  class AlertEvent extends BusEventWithPayload<unknown> {
    static type = name;
  }
  return { event: AlertEvent, severity };
}

function textOf(payload: unknown): string {
  return Array.isArray(payload) ? payload.map(String).join(': ') : String(payload);
}

const getStyles = (theme: GrafanaTheme2) => ({
  corner: css({
    position: 'fixed',
    right: theme.spacing(2),
    top: theme.spacing(6),
    maxWidth: 400,
    zIndex: theme.zIndex.portal,
  }),
});
