import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, useStyles2 } from '@grafana/ui';
import type { Diagnostic } from '@release-risk/language/diagnostics/diagnostic';
import React, { useContext, useMemo, useRef } from 'react';
import { EditorNote } from '../../risk/edit/EditorNote.tsx';
import { offsetOf } from '../text/offsetOf.ts';
import { paintYaml } from '../text/paint.ts';
import { PaintedText } from '../text/PaintedText.tsx';
import { DiagnosticList } from './DiagnosticList.tsx';
import { MayEdit } from './Editable.tsx';

interface Props {
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly diagnostics: readonly Diagnostic[];
  /** The text says nothing yet: the form shows what it said last. */
  readonly isUnreadable: boolean;
  readonly onDrop: () => void;
}

/** The model as its YAML: the same document that the form edits. */
export function YamlPart({ text, onChange, diagnostics, isUnreadable, onDrop }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const mayEdit = useContext(MayEdit);
  const textarea = useRef<HTMLTextAreaElement>(null);
  const marks = useMemo(
    () =>
      diagnostics
        .filter(({ severity }) => severity === 'error')
        .map(({ place }) => {
          const from = offsetOf(text, place);
          const end = text.indexOf('\n', from);
          return { from, to: Math.max(from + 1, end === -1 ? text.length : end) };
        }),
    [text, diagnostics],
  );
  return (
    <div className={styles.part}>
      {isUnreadable && (
        <EditorNote
          tone="warning"
          isAnswer
          action={
            <Button size="sm" variant="secondary" onClick={onDrop}>
              {t('app.config.yaml.drop', 'Back to what the form shows')}
            </Button>
          }
        >
          {t(
            'app.config.yaml.unreadable',
            'This text cannot be read yet. The form shows what it said last, and waits.',
          )}
        </EditorNote>
      )}
      <DiagnosticList
        diagnostics={diagnostics}
        onGoTo={(line, column) => {
          const at = offsetOf(text, { line, column });
          textarea.current?.focus();
          textarea.current?.setSelectionRange(at, at);
        }}
      />
      <div className={styles.text}>
        <pre aria-hidden className={styles.numbers}>
          {text
            .split('\n')
            .map((_, at) => String(at + 1))
            .join('\n')}
        </pre>
        <PaintedText
          textarea={textarea}
          aria-label={t('app.config.yaml.label', 'The model as YAML')}
          value={text}
          onChange={onChange}
          paint={paintYaml}
          marks={marks}
          rows={24}
          isWrapped={false}
          readOnly={!mayEdit}
        />
      </div>
      <div className={styles.quiet}>
        {t(
          'app.config.yaml.comments',
          'The same text that release-risk reads. Comments are lost when the model is saved or the form is used: the settings hold data.',
        )}
      </div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  part: css({ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: theme.spacing(1.5) }),
  text: css({ display: 'grid', gridTemplateColumns: 'auto minmax(0, 1fr)', gap: theme.spacing(0.5) }),
  numbers: css({
    margin: 0,
    padding: theme.spacing(0.875, 0.5),
    border: 0,
    background: 'none',
    color: theme.colors.text.secondary,
    fontFamily: theme.typography.fontFamilyMonospace,
    fontSize: theme.typography.bodySmall.fontSize,
    lineHeight: 1.6,
    textAlign: 'right',
    userSelect: 'none',
    overflow: 'hidden',
  }),
  quiet: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
