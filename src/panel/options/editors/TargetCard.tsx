import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Icon, useStyles2 } from '@grafana/ui';
import { formatShare } from '@release-risk/model/format';
import React, { useId, useState } from 'react';
import { FieldStack } from '../../../risk/edit/FieldStack.tsx';
import { findingsBeside, findingText } from '../../../risk/edit/finding.ts';
import type { SignalDraft } from '../../../risk/edit/signalDraft.ts';
import { SIGNAL_MEMBERS, SignalFields } from '../../../risk/edit/SignalFields.tsx';
import type { OwnTarget, QueryTarget } from '../../own/ownTargets.ts';
import { CodeBlock } from '../../../risk/edit/CodeBlock.tsx';
import { EditorNote } from '../../../risk/edit/EditorNote.tsx';
import type { TargetSettings } from './ownSettings.ts';
import { RAW } from '../../../risk/rawText.ts';

interface Props {
  readonly settings: TargetSettings;
  readonly isOpenAtFirst: boolean;
  readonly onChange: (draft: SignalDraft) => void;
}

/** One query of the panel as a signal: closed it says the most important, open everything. */
export function TargetCard({ settings, isOpenAtFirst, onChange }: Props): React.JSX.Element {
  const { target, draft, untitled, share, findings } = settings;
  const styles = useStyles2(getStyles);
  const [isOpen, setOpen] = useState(isOpenAtFirst);
  const id = useId();
  const title = draft.title === undefined || draft.title.trim() === '' ? untitled : draft.title;
  return (
    <section className={styles.card} aria-label={title}>
      <button
        type="button"
        className={styles.header}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => {
          setOpen(!isOpen);
        }}
      >
        <Icon name={isOpen ? 'angle-down' : 'angle-right'} />
        <span className={styles.refId}>{target.refId}</span>
        <span className={styles.title}>{title}</span>
        {draft.critical === true && <span className={styles.veto}>{t('panel.edit.target.veto', 'veto')}</span>}
        <span className={styles.share}>{formatShare(share)}</span>
        {findings.length > 0 && <Todo />}
      </button>
      {isOpen && (
        <div id={id} className={styles.body}>
          <FieldStack>
            <About target={target} />
            {findingsBeside(findings, SIGNAL_MEMBERS).map((finding) => (
              <EditorNote key={findingText(finding)} tone="error" isAnswer>
                {findingText(finding)}
              </EditorNote>
            ))}
            <SignalFields
              draft={draft}
              onChange={onChange}
              untitled={untitled}
              share={share}
              findings={findings}
              type={target.kind === 'query' ? target.datasource.type : undefined}
            />
          </FieldStack>
        </div>
      )}
    </section>
  );
}

function Todo(): React.JSX.Element {
  const styles = useStyles2(getStyles);
  return (
    <span className={styles.todo}>
      <Icon name="exclamation-circle" />
      {t('panel.edit.target.todo', 'to do')}
    </span>
  );
}

/** Where the numbers of the signal come from. */
function About({ target }: { readonly target: OwnTarget }): React.JSX.Element {
  if (target.kind === 'query') return <Query target={target} />;
  return (
    <EditorNote tone="warning">
      {t(
        'panel.edit.target.panelOnly',
        'Only in this panel: no alert rule can ask {{datasource}} the way it asks Prometheus and Loki. Its past is not known here either, so only fixed lines can judge it.',
        { datasource: target.datasource, ...RAW },
      )}
    </EditorNote>
  );
}

function Query({ target }: { readonly target: QueryTarget }): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const replaced = Object.entries(target.replaced);
  return (
    <div>
      <div className={styles.datasource}>{target.datasource.name}</div>
      <CodeBlock
        label={t('panel.edit.target.query', 'Query {{refId}}', { refId: target.refId, ...RAW })}
        text={target.expr}
        highest={120}
        isWrapped
      />
      {replaced.map(([variable, value]) => (
        <div key={variable} className={styles.replaced}>
          {t(
            'panel.edit.target.replaced',
            '{{variable}} is {{value}} here: a score must not change with the width of a panel.',
            { variable, value, ...RAW },
          )}
        </div>
      ))}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const small = { fontSize: theme.typography.bodySmall.fontSize, lineHeight: theme.typography.bodySmall.lineHeight };
  return {
    card: css({
      border: `1px solid ${theme.colors.border.weak}`,
      borderRadius: theme.shape.radius.default,
      background: theme.colors.background.primary,
    }),
    header: css({
      display: 'flex',
      alignItems: 'center',
      gap: theme.spacing(1),
      width: '100%',
      padding: theme.spacing(0.75, 1),
      border: 0,
      borderRadius: theme.shape.radius.default,
      background: 'none',
      textAlign: 'left',
      '&:hover': { background: theme.colors.action.hover },
    }),
    refId: css({
      flex: 'none',
      padding: theme.spacing(0, 0.75),
      borderRadius: theme.shape.radius.default,
      background: theme.colors.background.secondary,
      fontFamily: theme.typography.fontFamilyMonospace,
      ...small,
    }),
    title: css({
      flex: 1,
      minWidth: 0,
      overflow: 'hidden',
      textOverflow: 'ellipsis',
      whiteSpace: 'nowrap',
      fontWeight: theme.typography.fontWeightMedium,
    }),
    share: css({ flex: 'none', fontVariantNumeric: 'tabular-nums', color: theme.colors.text.secondary, ...small }),
    veto: css({
      flex: 'none',
      padding: theme.spacing(0, 0.75),
      borderRadius: theme.shape.radius.default,
      border: `1px solid ${theme.colors.border.medium}`,
      ...small,
    }),
    todo: css({
      flex: 'none',
      display: 'inline-flex',
      alignItems: 'center',
      gap: theme.spacing(0.5),
      color: theme.colors.error.text,
      ...small,
    }),
    body: css({ padding: theme.spacing(1), borderTop: `1px solid ${theme.colors.border.weak}` }),
    datasource: css({ ...small, color: theme.colors.text.secondary, marginBottom: theme.spacing(0.5) }),
    replaced: css({ ...small, color: theme.colors.text.secondary, marginTop: theme.spacing(0.5) }),
  };
};
