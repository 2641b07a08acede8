import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, Icon, IconButton, useStyles2 } from '@grafana/ui';
import type { RiskModel } from '@release-risk/model/model';
import React from 'react';
import { DiagnosticList } from '../editor/DiagnosticList.tsx';
import type { ListedModel } from './listedModels.ts';
import { kilobytes } from './SizeMeter.tsx';
import type { Applied } from './useApplied.ts';
import { RAW } from '../../risk/rawText.ts';

interface Props {
  readonly model: ListedModel;
  readonly bytes: number;
  readonly hasDraft: boolean;
  readonly applied: Applied | undefined;
  readonly mayEdit: boolean;
  readonly onOpen: (() => void) | undefined;
  readonly onExport: () => void;
  readonly onDuplicate: (() => void) | undefined;
  readonly onRename: (() => void) | undefined;
  readonly onRemove: () => void;
}

/** One model of the settings, with what is worth knowing before it is opened. */
export function ModelRow(props: Props): React.JSX.Element {
  const { model, hasDraft, onOpen } = props;
  const { state, name, isShadowed } = model;
  const styles = useStyles2(getStyles);
  const title = state.kind === 'sound' ? state.model.title : (name ?? t('app.models.row.nameless', 'Without a name'));
  return (
    <li className={styles.row}>
      <div className={styles.head}>
        <div className={styles.names}>
          {onOpen === undefined ? (
            <span className={styles.title}>{title}</span>
          ) : (
            <Button fill="text" size="md" className={styles.title} onClick={onOpen}>
              {title}
            </Button>
          )}
          {name !== undefined && name !== title && <code>{name}</code>}
          {hasDraft && <span className={styles.draft}>{t('app.models.row.draft', 'changed here, not saved')}</span>}
        </div>
        <Actions {...props} title={title} />
      </div>
      {state.kind === 'sound' && <Facts {...props} model={state.model} />}
      {state.kind === 'newer' && (
        <div className={styles.wrong}>
          <Icon name="exclamation-circle" />{' '}
          {t(
            'app.models.row.newer',
            'Written for {{apiVersion}}, which this version of the plugin does not know: update the plugin. Nothing of it is lost.',
            { apiVersion: state.apiVersion, ...RAW },
          )}
        </div>
      )}
      {state.kind === 'broken' && (
        <>
          <div className={styles.wrong}>
            <Icon name="exclamation-circle" />{' '}
            {t('app.models.row.broken', 'It cannot be read, and nothing is scored by it until it is mended.')}
          </div>
          <DiagnosticList diagnostics={state.diagnostics.slice(0, 5)} onGoTo={undefined} />
        </>
      )}
      {isShadowed && (
        <div className={styles.wrong}>
          <Icon name="exclamation-circle" />{' '}
          {t('app.models.row.shadowed', 'A model before it has the same name: this one is never used.')}
        </div>
      )}
    </li>
  );
}

function Actions(props: Props & { readonly title: string }): React.JSX.Element {
  const { title, mayEdit, onExport, onDuplicate, onRename, onRemove } = props;
  const styles = useStyles2(getStyles);
  const said = { title, ...RAW };
  return (
    <div className={styles.actions}>
      <IconButton
        name="download-alt"
        aria-label={t('app.models.row.export', 'Export {{title}}', said)}
        onClick={onExport}
      />
      {mayEdit && (
        <>
          {onDuplicate !== undefined && (
            <IconButton
              name="copy"
              aria-label={t('app.models.row.duplicate', 'Duplicate {{title}}', said)}
              onClick={onDuplicate}
            />
          )}
          {onRename !== undefined && (
            <IconButton
              name="pen"
              aria-label={t('app.models.row.rename', 'Rename {{title}}', said)}
              onClick={onRename}
            />
          )}
          <IconButton
            name="trash-alt"
            aria-label={t('app.models.row.remove', 'Remove {{title}}', said)}
            onClick={onRemove}
          />
        </>
      )}
    </div>
  );
}

function Facts({ model, bytes, applied }: Omit<Props, 'model'> & { readonly model: RiskModel }): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const { services } = model.identity;
  const facts = [
    model.owner,
    services.kind === 'listed'
      ? t('app.models.row.services', '{{count}} services', {
          count: services.list.length,
          defaultValue_one: '{{count}} service',
        })
      : t('app.models.row.discovered', 'services found by a query'),
    t('app.models.row.signals', '{{count}} signals', {
      count: model.signals.length,
      defaultValue_one: '{{count}} signal',
    }),
    modeText(model),
    appliedText(applied),
    t('app.models.row.bytes', '{{size}} KB', { size: kilobytes(bytes) }),
  ].filter((fact) => fact !== undefined);
  return (
    <ul className={styles.facts}>
      {facts.map((fact) => (
        <li key={fact}>{fact}</li>
      ))}
    </ul>
  );
}

function modeText({ action, challengerOf }: RiskModel): string {
  if (challengerOf !== undefined) {
    return t('app.models.row.challenger', 'challenger of {{name}}', { name: challengerOf, ...RAW });
  }
  switch (action.mode) {
    case 'observe':
      return t('app.models.row.observe', 'observes');
    case 'ask':
      return t('app.models.row.ask', 'asks before a rollback');
    case 'act':
      return t('app.models.row.act', 'rolls back by itself');
  }
}

function appliedText(applied: Applied | undefined): string | undefined {
  switch (applied?.kind) {
    case undefined:
      return undefined;
    case 'none':
      return t('app.models.row.notApplied', 'no rules yet');
    case 'applied':
      return applied.isSame
        ? t('app.models.row.applied', 'rules decide the same')
        : t('app.models.row.older', 'rules are of another version: apply it');
    case 'unknown':
      return t('app.models.row.unknown', 'whether it was applied is not known: {{reason}}', {
        reason: applied.reason,
        ...RAW,
      });
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: theme.spacing(0.5),
    padding: theme.spacing(1, 1.5),
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.secondary,
  }),
  head: css({ display: 'flex', alignItems: 'flex-start', justifyContent: 'space-between', gap: theme.spacing(1) }),
  names: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0.5, 1), minWidth: 0 }),
  title: css({ padding: 0, fontWeight: theme.typography.fontWeightMedium, overflowWrap: 'anywhere' }),
  draft: css({ color: theme.colors.warning.text, fontSize: theme.typography.bodySmall.fontSize }),
  actions: css({ display: 'flex', gap: theme.spacing(1), flex: 'none', paddingTop: theme.spacing(0.5) }),
  facts: css({
    listStyle: 'none',
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0, 2),
    margin: 0,
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  wrong: css({ color: theme.colors.error.text, overflowWrap: 'anywhere' }),
});
