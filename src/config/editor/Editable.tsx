import { css } from '@emotion/css';
import { useStyles2 } from '@grafana/ui';
import React, { createContext, useContext } from 'react';

/** Whether what is shown may be changed. */
export const MayEdit = createContext(true);

/** Fields, which are only shown where nothing may be changed. */
export function Editable({ children }: { readonly children: React.ReactNode }): React.JSX.Element {
  const styles = useStyles2(getStyles);
  return (
    <fieldset className={styles.fields} disabled={!useContext(MayEdit)}>
      {children}
    </fieldset>
  );
}

const getStyles = () => ({
  fields: css({ minWidth: 0, margin: 0, padding: 0, border: 0, display: 'contents' }),
});
