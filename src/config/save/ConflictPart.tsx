import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Alert, Button, useStyles2 } from '@grafana/ui';
import React, { useMemo, useState } from 'react';
import { Document } from 'yaml';
import { isPart } from '../../risk/edit/signalDraft.ts';
import { RadioList } from '../../risk/edit/RadioList.tsx';
import { lineDiff, nearChanges } from './lineDiff.ts';
import {
  changesBetween,
  mergedBy,
  signalOfSection,
  type KeptModel,
  type SectionChange,
  type Side,
} from './sections.ts';
import { RAW } from '../../risk/rawText.ts';

interface Props {
  readonly base: KeptModel | undefined;
  readonly mine: KeptModel;
  /** Undefined: the model was removed meanwhile. */
  readonly theirs: KeptModel | undefined;
  /** The draft becomes this, on top of what they saved. */
  readonly onMerged: (merged: KeptModel) => void;
  readonly onLater: () => void;
}

/** Lines. */
const CONTEXT = 2;
const SIGNS = { same: '  ', added: '+ ', removed: '- ' } as const;

const NOTHING: KeptModel = { document: {}, bindings: {} };

/** Somebody else saved the same model meanwhile: both versions, part by part, and which of the two to take. */
export function ConflictPart({ base, mine, theirs, onMerged, onLater }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const changes = useMemo(
    () => (theirs === undefined ? [] : changesBetween(base ?? NOTHING, mine, theirs)),
    [base, mine, theirs],
  );
  const [chosen, setChosen] = useState<ReadonlyMap<string, Side>>(
    () => new Map(changes.map(({ key, by }) => [key, by === 'theirs' ? 'theirs' : 'mine'])),
  );
  const take = (side: Side) => {
    if (theirs !== undefined) onMerged(mergedBy(mine, theirs, new Map(changes.map(({ key }) => [key, side]))));
  };
  return (
    <Alert
      severity="warning"
      title={
        theirs === undefined
          ? t('app.config.conflict.gone', 'Somebody removed this model meanwhile')
          : t('app.config.conflict.title', 'Somebody else saved this model meanwhile')
      }
    >
      <p>
        {theirs === undefined
          ? t(
              'app.config.conflict.goneAbout',
              'Nothing of yours is lost. Going on brings the model back when you save.',
            )
          : t(
              'app.config.conflict.about',
              'Nothing was written and nothing is lost. Choose part by part; what only one of you changed is chosen already. Then save.',
            )}
      </p>
      <div className={styles.changes}>
        {changes.map((change) => (
          <Change
            key={change.key}
            change={change}
            side={chosen.get(change.key) ?? 'mine'}
            onSide={(side) => {
              setChosen(new Map(chosen).set(change.key, side));
            }}
          />
        ))}
      </div>
      <div className={styles.actions}>
        {theirs === undefined ? (
          <Button
            onClick={() => {
              onMerged(mine);
            }}
          >
            {t('app.config.conflict.goOn', 'Go on with mine')}
          </Button>
        ) : (
          <>
            <Button
              onClick={() => {
                onMerged(mergedBy(mine, theirs, chosen));
              }}
            >
              {t('app.config.conflict.merge', 'Take what is chosen')}
            </Button>
            <Button
              variant="secondary"
              onClick={() => {
                take('mine');
              }}
            >
              {t('app.config.conflict.mine', 'All of mine')}
            </Button>
            <Button
              variant="secondary"
              onClick={() => {
                take('theirs');
              }}
            >
              {t('app.config.conflict.theirs', 'All of theirs')}
            </Button>
          </>
        )}
        <Button variant="secondary" fill="text" onClick={onLater}>
          {t('app.config.conflict.later', 'Decide later')}
        </Button>
      </div>
    </Alert>
  );
}

interface ChangeProps {
  readonly change: SectionChange;
  readonly side: Side;
  readonly onSide: (side: Side) => void;
}

function Change({ change, side, onSide }: ChangeProps): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const title = sectionTitle(change.key);
  const lines = useMemo(() => nearChanges(lineDiff(yamlOf(change.theirs), yamlOf(change.mine)), CONTEXT), [change]);
  return (
    <section aria-label={title} className={styles.change}>
      <div className={styles.head}>
        <strong>{title}</strong> <span className={styles.quiet}>{byText(change)}</span>
      </div>
      <pre className={styles.diff}>
        {lines.map(({ kind, text }, at) => (
          <div key={at} className={cx(kind === 'added' && styles.added, kind === 'removed' && styles.removed)}>
            {SIGNS[kind]}
            {text}
          </div>
        ))}
      </pre>
      <RadioList<Side>
        label={t('app.config.conflict.take', 'Take for {{title}}', { title, ...RAW })}
        isLabelDrawn={false}
        value={side}
        choices={[
          { value: 'mine', label: t('app.config.conflict.takeMine', 'Mine (+)') },
          { value: 'theirs', label: t('app.config.conflict.takeTheirs', 'Theirs (-)') },
        ]}
        onChange={onSide}
      />
    </section>
  );
}

function yamlOf(value: unknown): string {
  if (value === undefined || (isPart(value) && Object.keys(value).length === 0)) return '';
  return new Document(value, { aliasDuplicateObjects: false }).toString({ lineWidth: 0 });
}

function byText({ by }: SectionChange): string {
  switch (by) {
    case 'both':
      return t('app.config.conflict.byBoth', 'changed by both');
    case 'mine':
      return t('app.config.conflict.byMine', 'changed by you');
    case 'theirs':
      return t('app.config.conflict.byTheirs', 'changed by them');
  }
}

function sectionTitle(key: string): string {
  const signal = signalOfSection(key);
  if (signal !== undefined) {
    return t('app.config.conflict.signal', 'Signal {{id}}', { id: signal, ...RAW });
  }
  switch (key) {
    case 'about':
      return t('app.config.about.title', 'About');
    case 'services':
      return t('app.config.services.title', 'Services');
    case 'datasources':
      return t('app.config.datasources.title', 'Datasources');
    case 'bindings':
      return t('app.config.conflict.bindings', 'Which datasources of this Grafana');
    case 'lines':
      return t('app.config.lines.title', 'Lines');
    case 'policy':
      return t('app.config.policy.title', 'Time');
    case 'action':
      return t('app.config.action.title', 'What follows');
    default:
      return t('app.config.conflict.rest', 'The rest');
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  changes: css({ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: theme.spacing(2) }),
  change: css({ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: theme.spacing(0.5) }),
  head: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0, 1) }),
  quiet: css({ color: theme.colors.text.secondary }),
  diff: css({
    margin: 0,
    padding: theme.spacing(0.75, 1),
    maxHeight: 320,
    overflow: 'auto',
    fontSize: theme.typography.bodySmall.fontSize,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    wordBreak: 'normal',
  }),
  added: css({ color: theme.colors.success.text }),
  removed: css({ color: theme.colors.error.text }),
  actions: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1), marginTop: theme.spacing(2) }),
});
