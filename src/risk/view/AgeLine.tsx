import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Icon, useStyles2 } from '@grafana/ui';
import React from 'react';
import { spokenAgo } from './spokenTime.ts';

/** How old what is shown is. Seconds. */
export function AgeLine({
  age,
  refreshing,
}: {
  readonly age: number;
  readonly refreshing: boolean;
}): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const ago = spokenAgo(age);
  return (
    <div className={styles}>
      <Icon name="clock-nine" size="sm" />{' '}
      {refreshing
        ? t('panel.age.refreshing', 'This is from {{ago}}; the next one is being read', { ago })
        : t('panel.age.old', 'This is from {{ago}}', { ago })}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) =>
  css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize });
