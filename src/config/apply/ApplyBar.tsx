import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, Checkbox, useStyles2 } from '@grafana/ui';
import type { Check } from '@release-risk/apply/check';
import { takeovers } from '@release-risk/apply/takeovers';
import { writes, type Change } from '@release-risk/grafana/state/change';
import React, { useId, useState } from 'react';
import { kindWord } from './changeWords.ts';
import { RAW } from '../../risk/rawText.ts';

interface Props {
  readonly changes: readonly Change[];
  /** Undefined: still being looked at. */
  readonly checks: readonly Check[] | undefined;
  readonly isSaved: boolean;
  readonly isBusy: boolean;
  /** What else stands in the way, a sentence. */
  readonly obstacle: string | undefined;
  readonly lock: boolean;
  readonly onLock: (lock: boolean) => void;
  readonly onApply: () => void;
}

/** What a person decides before anything is written, and the button that writes. */
export function ApplyBar(props: Props): React.JSX.Element {
  const { changes, checks, isBusy, lock, onLock, onApply } = props;
  const styles = useStyles2(getStyles);
  const [takes, setTakes] = useState(false);
  const whyId = useId();
  const taken = takeovers(changes);
  const due = changes.filter(writes).length;
  const why = reasonNotTo(props, due, taken.length > 0 && !takes);
  return (
    <div className={styles.bar}>
      <Checkbox
        value={lock}
        label={t('app.apply.lock.label', 'Lock what is applied')}
        description={t(
          'app.apply.lock.about',
          'Rules and contact points can then only be changed from here or by the command line, not by hand in Grafana.',
        )}
        onChange={(event) => {
          onLock(event.currentTarget.checked);
        }}
      />
      {taken.length > 0 && (
        <Checkbox
          value={takes}
          label={t('app.apply.takeOver.label', 'Overwrite what was edited by hand')}
          description={t(
            'app.apply.takeOver.about',
            'The edits are lost: {{names}}. Without this nothing is written.',
            {
              names: taken.map(({ kind, name }) => `${kindWord(kind)} “${name}”`).join(', '),
              ...RAW,
            },
          )}
          onChange={(event) => {
            setTakes(event.currentTarget.checked);
          }}
        />
      )}
      <div className={styles.action}>
        <Button icon="rocket" disabled={why !== undefined || isBusy} onClick={onApply} aria-describedby={whyId}>
          {isBusy
            ? t('app.apply.applying', 'Applying…')
            : due === 0
              ? t('app.apply.applyNothing', 'Apply')
              : t('app.apply.apply', 'Apply {{count}} changes', {
                  count: due,
                  defaultValue_one: 'Apply {{count}} change',
                })}
        </Button>
        <span id={whyId} className={styles.why}>
          {why ??
            (checks?.some(({ level }) => level === 'warn') === true
              ? t('app.apply.withWarnings', 'Read the warnings above first.')
              : '')}
        </span>
      </div>
    </div>
  );
}

function reasonNotTo({ checks, isSaved, obstacle }: Props, due: number, isTakeoverOpen: boolean): string | undefined {
  if (due === 0) return t('app.apply.why.nothing', 'Nothing to change: Grafana holds this model as it is.');
  if (!isSaved) return t('app.apply.why.unsaved', 'Save the model first, so that everybody sees what is applied.');
  if (checks === undefined) return t('app.apply.why.checking', 'Checks are running…');
  if (checks.some(({ level }) => level === 'fail')) {
    return t('app.apply.why.failed', 'Something stands in the way: see the checks above.');
  }
  if (obstacle !== undefined) return obstacle;
  if (isTakeoverOpen) {
    return t(
      'app.apply.why.edited',
      'Somebody edited objects by hand: take the edits into the model, or overwrite them.',
    );
  }
  return undefined;
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({ display: 'grid', gap: theme.spacing(1), justifyItems: 'start' }),
  action: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1) }),
  why: css({ color: theme.colors.text.secondary }),
});
