import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { useLayoutEffect, useMemo, useRef } from 'react';
import { marked, type Mark } from './marked.ts';
import type { Paint, Stretch } from './paint.ts';

interface Props extends Omit<React.TextareaHTMLAttributes<HTMLTextAreaElement>, 'onChange' | 'value'> {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Colours a text; the same function each time. */
  readonly paint: (text: string) => readonly Stretch[];
  readonly marks?: readonly Mark[];
  readonly isInvalid?: boolean;
  /** Lines shown at least. */
  readonly rows: number;
  /** Long lines go on in the next one; otherwise they scroll. */
  readonly isWrapped?: boolean;
  readonly textarea?: React.RefObject<HTMLTextAreaElement>;
}

const NO_MARKS: readonly Mark[] = [];

/**
 * A text in colours that is edited as any text is: a plain field over its painted picture, as tall as what stands in
 * it. So keyboard, selection, undo and screen readers are the browser's own.
 */
export function PaintedText(props: Props): React.JSX.Element {
  const {
    value,
    onChange,
    paint,
    marks = NO_MARKS,
    isInvalid = false,
    rows,
    isWrapped = true,
    textarea,
    ...rest
  } = props;
  const styles = useStyles2(getStyles, isWrapped);
  const own = useRef<HTMLTextAreaElement>(null);
  const field = textarea ?? own;
  const stretches = useMemo(() => marked(paint(value), marks), [paint, value, marks]);
  useLayoutEffect(() => {
    const element = field.current;
    if (element === null) return;
    element.style.height = 'auto';
    element.style.height = `${String(element.scrollHeight)}px`;
  }, [field, value]);
  return (
    <div className={cx(styles.frame, isInvalid && styles.invalid)}>
      <div className={styles.stack}>
        <pre aria-hidden className={styles.picture}>
          {stretches.map(({ text, paint: color, isWrong }, at) => (
            <span key={at} className={cx(styles[color], isWrong && styles.wrong)}>
              {text}
            </span>
          ))}
          {'\n'}
        </pre>
        <textarea
          {...rest}
          ref={field}
          className={styles.field}
          value={value}
          rows={rows}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          onChange={(event) => {
            onChange(event.currentTarget.value);
          }}
        />
      </div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2, isWrapped: boolean) => {
  const { colors, typography, shape, spacing } = theme;
  const text = {
    margin: 0,
    padding: spacing(0.75, 1),
    border: 0,
    background: 'none',
    fontFamily: typography.fontFamilyMonospace,
    fontSize: typography.bodySmall.fontSize,
    lineHeight: 1.6,
    letterSpacing: 'normal',
    tabSize: 2,
    gridArea: '1 / 1',
    minWidth: 0,
    ...(isWrapped
      ? { whiteSpace: 'pre-wrap' as const, overflowWrap: 'anywhere' as const, wordBreak: 'normal' as const }
      : { whiteSpace: 'pre' as const, width: 'max-content', minWidth: '100%' }),
  };
  const paints: Readonly<Record<Paint, string>> = {
    plain: colors.text.primary,
    comment: colors.text.secondary,
    string: colors.success.text,
    number: colors.text.maxContrast,
    keyword: colors.warning.text,
    function: colors.primary.text,
    label: colors.info.text,
    key: colors.primary.text,
  };
  return {
    frame: css({
      minWidth: 0,
      overflow: 'auto',
      borderRadius: shape.radius.default,
      border: `1px solid ${colors.border.medium}`,
      background: theme.components.input.background,
      '&:focus-within': { outline: `2px solid ${colors.primary.border}`, outlineOffset: 1 },
    }),
    invalid: css({ borderColor: colors.error.border }),
    stack: css({ display: 'grid', gridTemplateColumns: isWrapped ? 'minmax(0, 1fr)' : 'minmax(100%, max-content)' }),
    picture: css({ ...text, pointerEvents: 'none', overflow: 'hidden' }),
    field: css({
      ...text,
      width: '100%',
      resize: 'none',
      overflow: 'hidden',
      color: 'transparent',
      caretColor: colors.text.primary,
      '&:focus': { outline: 'none' },
    }),
    wrong: css({ textDecoration: `underline wavy ${colors.error.border}`, textUnderlineOffset: 3 }),
    ...(Object.fromEntries(Object.entries(paints).map(([paint, color]) => [paint, css({ color })])) as Readonly<
      Record<Paint, string>
    >),
  };
};
