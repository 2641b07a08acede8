import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Icon, IconButton, Input, useStyles2 } from '@grafana/ui';
import { formatShare } from '@release-risk/model/format';
import React, { useContext } from 'react';
import { textIn, type SignalDraft } from '../../risk/edit/signalDraft.ts';
import { WeightSlider } from '../../risk/edit/WeightSlider.tsx';
import { idOf } from '../draft/signals.ts';
import { MayEdit } from './Editable.tsx';
import { RAW } from '../../risk/rawText.ts';

interface Props {
  readonly signal: SignalDraft;
  /** Its share of all weights, 0..1. */
  readonly share: number;
  readonly isOpen: boolean;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly isWrong: boolean;
  readonly onToggle: () => void;
  readonly onWeight: (weight: number) => void;
  readonly onUp: () => void;
  readonly onDown: () => void;
  readonly onDuplicate: () => void;
  readonly onRemove: () => void;
}

/** One signal in a row: its name, how much it counts, and what can be done with it. */
export function SignalHead(props: Props): React.JSX.Element {
  const { signal, share, isOpen, isWrong, onToggle } = props;
  const styles = useStyles2(getStyles);
  const title = signal.title === undefined || signal.title === '' ? idOf(signal) : signal.title;
  return (
    <div className={styles.head}>
      <button type="button" className={styles.toggle} aria-expanded={isOpen} onClick={onToggle}>
        <Icon name={isOpen ? 'angle-down' : 'angle-right'} />
        <span className={styles.name}>
          <span className={styles.title}>{title}</span>
          <span className={styles.datasource}>{textIn(signal, 'datasource')}</span>
        </span>
        {signal.critical === true && <span className={styles.veto}>{t('app.config.signals.veto', 'veto')}</span>}
        {isWrong && (
          <span className={styles.wrong}>
            <Icon name="exclamation-circle" /> {t('app.config.signals.wrong', 'to mend')}
          </span>
        )}
      </button>
      <Weight {...props} title={title} />
      <span className={styles.share}>{formatShare(share)}</span>
      <Actions {...props} title={title} />
    </div>
  );
}

type Named = Props & { readonly title: string };

function Weight({ signal, share, onWeight, title }: Named): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const mayEdit = useContext(MayEdit);
  const weight = typeof signal.weight === 'number' ? signal.weight : 0;
  const change = (event: React.FormEvent<HTMLInputElement>) => {
    const typed = Number(event.currentTarget.value);
    if (Number.isFinite(typed)) onWeight(typed);
  };
  return (
    <fieldset className={styles.weight} disabled={!mayEdit}>
      <WeightSlider
        weight={weight}
        label={t('app.config.signals.slider', 'Weight of {{title}}, as a slider', { title, ...RAW })}
        spoken={t('app.config.signals.spoken', '{{weight}}, {{share}} of all weights', {
          weight,
          share: formatShare(share),
        })}
        onChange={onWeight}
      />
      <div className={styles.number}>
        <Input
          type="number"
          min={0}
          step={1}
          value={String(weight)}
          aria-label={t('app.config.signals.weight', 'Weight of {{title}}', { title, ...RAW })}
          onChange={change}
        />
      </div>
    </fieldset>
  );
}

function Actions({ isFirst, isLast, onUp, onDown, onDuplicate, onRemove, title }: Named): React.JSX.Element | null {
  const styles = useStyles2(getStyles);
  if (!useContext(MayEdit)) return null;
  const said = { title, ...RAW };
  return (
    <div className={styles.actions}>
      <IconButton
        name="arrow-up"
        disabled={isFirst}
        aria-label={t('app.config.signals.up', 'Move {{title}} up', said)}
        onClick={onUp}
      />
      <IconButton
        name="arrow-down"
        disabled={isLast}
        aria-label={t('app.config.signals.down', 'Move {{title}} down', said)}
        onClick={onDown}
      />
      <IconButton
        name="copy"
        aria-label={t('app.config.signals.duplicate', 'Duplicate {{title}}', said)}
        onClick={onDuplicate}
      />
      <IconButton
        name="trash-alt"
        aria-label={t('app.config.signals.remove', 'Remove {{title}}', said)}
        onClick={onRemove}
      />
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const small = { fontSize: theme.typography.bodySmall.fontSize, lineHeight: theme.typography.bodySmall.lineHeight };
  return {
    head: css({
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(0.5, 1.5),
      padding: theme.spacing(0.5, 1.5, 0.5, 0.5),
    }),
    toggle: css({
      display: 'flex',
      alignItems: 'center',
      gap: theme.spacing(1),
      flex: '1 1 240px',
      minWidth: 0,
      padding: theme.spacing(0.5, 1),
      border: 0,
      borderRadius: theme.shape.radius.default,
      background: 'none',
      textAlign: 'left',
      '&:hover': { background: theme.colors.action.hover },
    }),
    name: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'baseline', gap: theme.spacing(0, 1), minWidth: 0 }),
    title: css({ minWidth: 0, overflowWrap: 'anywhere', fontWeight: theme.typography.fontWeightMedium }),
    datasource: css({ ...small, color: theme.colors.text.secondary }),
    veto: css({
      ...small,
      flex: 'none',
      padding: theme.spacing(0, 0.75),
      borderRadius: theme.shape.radius.default,
      border: `1px solid ${theme.colors.border.medium}`,
    }),
    wrong: css({ ...small, flex: 'none', color: theme.colors.error.text }),
    weight: css({
      margin: 0,
      padding: 0,
      border: 0,
      display: 'flex',
      alignItems: 'center',
      gap: theme.spacing(1),
      flex: '0 1 230px',
      minWidth: 0,
    }),
    number: css({ width: 76, flex: 'none' }),
    share: css({ ...small, width: 44, textAlign: 'right', fontVariantNumeric: 'tabular-nums' }),
    actions: css({ display: 'flex', gap: theme.spacing(0.5) }),
  };
};
