import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, Icon, IconButton, useStyles2 } from '@grafana/ui';
import React, { useContext } from 'react';
import { ChoiceField } from '../../risk/edit/ChoiceField.tsx';
import { DatasourceField } from '../../risk/edit/DatasourceField.tsx';
import { EditorNote } from '../../risk/edit/EditorNote.tsx';
import { findingAt } from '../../risk/edit/finding.ts';
import { LineField } from '../../risk/edit/LineField.tsx';
import type { HostDatasource } from '../../risk/host.ts';
import { boundBy } from '../../risk/read/boundBy.ts';
import { findingsIn } from '../draft/checked.ts';
import { datasourcesOf, freeDatasourceName, renameDatasource, usesOfDatasource } from '../draft/datasources.ts';
import { withValueAt } from '../draft/modelDocument.ts';
import { Part } from '../Part.tsx';
import { Editable, MayEdit } from './Editable.tsx';
import type { SectionProps } from './sectionProps.ts';
import type { DatasourceHealth } from './useHealth.ts';
import { RAW } from '../../risk/rawText.ts';

const NAMES = { prometheus: 'Prometheus', loki: 'Loki' } as const;

interface Props extends SectionProps {
  readonly bindings: Readonly<Record<string, string>>;
  readonly onBind: (datasource: string, uid: string | undefined) => void;
  readonly onRenamed: (from: string, to: string) => void;
  readonly datasources: readonly HostDatasource[];
  /** Whether each datasource of this Grafana answers, by uid. */
  readonly health: ReadonlyMap<string, DatasourceHealth>;
}

/** The logical datasources of the model, and which of this Grafana each one is. */
export function DatasourcesSection(props: Props): React.JSX.Element {
  const { document, onChange, diagnostics } = props;
  const mayEdit = useContext(MayEdit);
  const error = findingAt(findingsIn(diagnostics), 'datasources');
  const styles = useStyles2(getStyles);
  const rows = datasourcesOf(document);
  return (
    <Part
      title={t('app.config.datasources.title', 'Datasources')}
      about={t(
        'app.config.datasources.about',
        'A model asks by names of its own, so that it is the same in every Grafana. Which datasource each name is here stands beside the model.',
      )}
    >
      <Editable>
        <ul className={styles.rows}>
          {rows.map((row, at) => (
            // The name is what is edited: the place is what stays.
            <li key={at}>
              <Row {...props} row={row} />
            </li>
          ))}
        </ul>
      </Editable>
      {error !== undefined && (
        <EditorNote tone="error" isAnswer>
          {error}
        </EditorNote>
      )}
      {mayEdit && (
        <div className={styles.add}>
          {(['prometheus', 'loki'] as const).map((type) => (
            <Button
              key={type}
              size="sm"
              variant="secondary"
              icon="plus"
              onClick={() => {
                onChange(withValueAt(document, ['datasources', freeDatasourceName(document, type)], type));
              }}
            >
              {type === 'prometheus'
                ? t('app.config.datasources.addPrometheus', 'Add Prometheus')
                : t('app.config.datasources.addLoki', 'Add Loki')}
            </Button>
          ))}
        </div>
      )}
    </Part>
  );
}

function Row(props: Props & { readonly row: ReturnType<typeof datasourcesOf>[number] }): React.JSX.Element {
  const { document, onChange, bindings, onBind, onRenamed, datasources, health, row } = props;
  const styles = useStyles2(getStyles);
  const mayEdit = useContext(MayEdit);
  const { name, type } = row;
  const uses = usesOfDatasource(document, name);
  const bound = type === undefined ? undefined : boundBy(name, type, bindings[name], datasources)?.datasource;
  return (
    <div className={styles.row}>
      <LineField
        label={t('app.config.datasources.name', 'Name in the model')}
        value={name}
        longest={40}
        onChange={(to) => {
          // Two of one name would be one.
          if (to === '' || datasourcesOf(document).some((one) => one.name === to)) return;
          onChange(renameDatasource(document, name, to));
          onRenamed(name, to);
        }}
      />
      <ChoiceField<'prometheus' | 'loki'>
        label={t('app.config.datasources.type', 'Kind')}
        value={type}
        choices={[
          { value: 'prometheus', label: NAMES.prometheus },
          { value: 'loki', label: NAMES.loki },
        ]}
        onChange={(chosen) => {
          onChange(withValueAt(document, ['datasources', name], chosen));
          onBind(name, undefined);
        }}
      />
      {type !== undefined && (
        <div>
          <DatasourceField
            name={name}
            type={type}
            value={bindings[name]}
            settled={undefined}
            datasources={datasources}
            onChange={(uid) => {
              onBind(name, uid);
            }}
          />
          <Health of={bound === undefined ? undefined : health.get(bound.uid)} />
        </div>
      )}
      {mayEdit && (
        <IconButton
          name="trash-alt"
          className={styles.remove}
          aria-label={t('app.config.datasources.remove', 'Remove datasource {{name}}', {
            name,
            ...RAW,
          })}
          tooltip={
            uses > 0
              ? t('app.config.datasources.inUse', 'Signals or look-ups still ask it')
              : t('app.config.datasources.removeTip', 'Remove')
          }
          disabled={uses > 0}
          onClick={() => {
            onChange(withValueAt(document, ['datasources', name], undefined));
            onBind(name, undefined);
          }}
        />
      )}
    </div>
  );
}

function Health({ of }: { readonly of: DatasourceHealth | undefined }): React.JSX.Element | null {
  const styles = useStyles2(getStyles);
  if (of === undefined) return null;
  switch (of.kind) {
    case 'asking':
      return <div className={styles.health}>{t('app.config.datasources.asking', 'Asking whether it answers…')}</div>;
    case 'ok':
      return (
        <div className={styles.health}>
          <Icon name="check-circle" className={styles.good} /> {t('app.config.datasources.answers', 'It answers')}
        </div>
      );
    case 'failed':
      return (
        <div className={styles.health} role="status">
          <Icon name="exclamation-triangle" className={styles.bad} />{' '}
          {t('app.config.datasources.silent', 'It does not answer: {{reason}}', {
            reason: of.reason,
            ...RAW,
          })}
        </div>
      );
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  rows: css({ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: theme.spacing(1.5) }),
  row: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(120px, 1fr) minmax(120px, 1fr) minmax(200px, 2fr) auto',
    gap: theme.spacing(1, 2),
    alignItems: 'start',
    [theme.breakpoints.down('md')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  }),
  remove: css({ marginTop: theme.spacing(3.5) }),
  add: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) }),
  health: css({
    marginTop: theme.spacing(0.5),
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    overflowWrap: 'anywhere',
  }),
  good: css({ color: theme.colors.success.text }),
  bad: css({ color: theme.colors.warning.text }),
});
