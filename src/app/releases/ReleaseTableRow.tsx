import { css } from '@emotion/css';
import { colorManipulator, type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Checkbox, useStyles2 } from '@grafana/ui';
import React from 'react';
import { listTableStyles } from '../../risk/view/listTableStyles.ts';
import type { Clock } from '../../risk/view/clock.ts';
import { httpAddress } from '../../risk/view/httpAddress.ts';
import { spokenLength, spokenMoment } from '../../risk/view/spokenTime.ts';
import { secondsOf } from '../../risk/view/standing.ts';
import { decisionWords } from './decisionWords.ts';
import { decisionOf, lengthOf, type Release } from './release.ts';
import type { ReleaseColumn } from './releaseColumns.ts';
import { ReleaseVerdict } from './ReleaseVerdict.tsx';
import { RAW } from '../../risk/rawText.ts';

interface Props {
  readonly release: Release;
  readonly index: number;
  /** Pixels. */
  readonly height: number;
  readonly columns: readonly ReleaseColumn[];
  readonly services: boolean;
  readonly clock: Clock;
  readonly selected?: readonly string[] | undefined;
  readonly onSelect?: ((id: string, chosen: boolean) => void) | undefined;
}

/** As many as can stand side by side. */
const COMPARED = 2;

/** One release: how it was judged and what became of it. */
export function ReleaseTableRow(props: Props): React.JSX.Element {
  const { release, index, height, columns, services, clock, selected = [], onSelect } = props;
  const { record } = release;
  const styles = useStyles2(getStyles);
  const service = Object.values(record.labels).join(' / ');
  const isSelected = selected.includes(record.id);
  const decision = decisionWords(decisionOf(release));
  const when = spokenMoment(secondsOf(record.startedAt), clock.now, clock.timeZone);
  const cells: Readonly<Record<Exclude<ReleaseColumn, 'version'>, React.ReactNode>> = {
    select: (
      <Checkbox
        value={isSelected}
        disabled={!isSelected && selected.length >= COMPARED}
        aria-label={t('app.releases.select', 'Compare {{version}} of {{service}}, {{when}}', {
          version: record.version,
          service,
          when,
          ...RAW,
        })}
        onChange={(event) => {
          onSelect?.(record.id, event.currentTarget.checked);
        }}
      />
    ),
    verdict: <ReleaseVerdict judged={record.judged} />,
    service: <bdi>{service}</bdi>,
    decision: <bdi>{decision}</bdi>,
    who: <bdi>{record.author ?? ''}</bdi>,
    when,
    length: spokenLength(lengthOf(release, clock.now)),
  };
  return (
    <tr
      className={styles.row}
      style={{ height }}
      aria-rowindex={index + 2}
      aria-selected={selected.length > 0 ? isSelected : undefined}
    >
      {columns.map((column) =>
        column === 'version' ? (
          <th key={column} scope="row" className={styles.cell}>
            <Version release={release} />
            {!columns.includes('decision') && (
              <span className={styles.below}>
                {services && <bdi>{service} · </bdi>}
                <bdi>{decision}</bdi> · {when}
              </span>
            )}
          </th>
        ) : (
          <td key={column} className={styles.cell}>
            {cells[column]}
          </td>
        ),
      )}
    </tr>
  );
}

function Version({ release: { record } }: { readonly release: Release }): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const address = httpAddress(record.url);
  const name = <bdi className={styles.name}>{record.version}</bdi>;
  return (
    <span className={styles.version} title={record.version}>
      {address === undefined ? (
        name
      ) : (
        <a href={address} target="_blank" rel="noreferrer" className={styles.link}>
          {name}
        </a>
      )}
      {record.outcome === 'failed' && (
        <span className={styles.failed}>{t('app.releases.failed', 'deployment failed')}</span>
      )}
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const { cell, below } = listTableStyles(theme);
  const cut = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;
  return {
    row: css({
      '> *': { borderBottom: `1px solid ${theme.colors.border.weak}` },
      '&:hover': { background: colorManipulator.alpha(theme.colors.text.primary, 0.04) },
      '&[aria-selected="true"]': { background: theme.colors.action.selected },
    }),
    cell,
    below,
    version: css({ display: 'flex', gap: theme.spacing(1), minWidth: 0 }),
    name: css({ fontWeight: theme.typography.fontWeightMedium }),
    link: css({ ...cut, color: theme.colors.text.link, '&:hover': { textDecoration: 'underline' } }),
    failed: css({ flex: 'none', color: theme.colors.warning.text, fontSize: theme.typography.bodySmall.fontSize }),
  };
};
