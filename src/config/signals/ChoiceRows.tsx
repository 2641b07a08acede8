import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

interface Props {
  readonly rows: readonly { readonly key: string; readonly title: string; readonly about: string }[];
  /** What stands where there are none. */
  readonly none: string;
  readonly onChoose: (key: string) => void;
}

/** Things to choose one of, as a list that scrolls. */
export function ChoiceRows({ rows, none, onChoose }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  if (rows.length === 0) return <div>{none}</div>;
  return (
    <ul className={styles.list}>
      {rows.map(({ key, title, about }) => (
        <li key={key}>
          <button
            type="button"
            className={styles.row}
            onClick={() => {
              onChoose(key);
            }}
          >
            <span>{title}</span>
            <span className={styles.about}>{about}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({
    listStyle: 'none',
    margin: 0,
    padding: 0,
    maxHeight: 320,
    overflow: 'auto',
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
  }),
  row: css({
    width: '100%',
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    gap: theme.spacing(0.5, 2),
    padding: theme.spacing(0.75, 1.5),
    border: 'none',
    background: 'none',
    textAlign: 'left',
    overflowWrap: 'anywhere',
    '&:hover': { background: theme.colors.action.hover },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
  }),
  about: css({ color: theme.colors.text.secondary }),
});
