import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, Icon, useStyles2 } from '@grafana/ui';
import React, { useEffect, useRef } from 'react';

interface Props {
  readonly number: number;
  readonly title: string;
  readonly state: 'done' | 'open' | 'later';
  /** What was decided, while it is closed. */
  readonly summary: string | undefined;
  /** Opens it again. */
  readonly onOpen: () => void;
  readonly onBack?: (() => void) | undefined;
  readonly onSkip?: (() => void) | undefined;
  readonly children: React.ReactNode;
}

/** One step of several, one below the other; only one is open. */
export function StepFrame(props: Props): React.JSX.Element {
  const { number, title, state, summary, onOpen, onBack, onSkip, children } = props;
  const styles = useStyles2(getStyles);
  const heading = useRef<HTMLHeadingElement>(null);
  const isOpen = state === 'open';
  const wasOpen = useRef(isOpen);
  useEffect(() => {
    if (isOpen && !wasOpen.current) heading.current?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);
  return (
    <li className={styles.step} aria-current={isOpen ? 'step' : undefined}>
      <div className={cx(styles.mark, isOpen && styles.markOpen)} aria-hidden="true">
        {state === 'done' ? <Icon name="check" /> : number}
      </div>
      <div className={styles.body}>
        <div className={styles.head}>
          <h2 ref={heading} tabIndex={-1} className={cx(styles.title, state === 'later' && styles.later)}>
            {title}
          </h2>
          {state === 'done' && (
            <>
              <span className={styles.summary}>{summary}</span>
              <Button size="sm" fill="text" onClick={onOpen}>
                {t('app.start.change', 'Change')}
              </Button>
            </>
          )}
        </div>
        {isOpen && (
          <div className={styles.content}>
            {children}
            {(onBack !== undefined || onSkip !== undefined) && (
              <div className={styles.ways}>
                {onBack !== undefined && (
                  <Button size="sm" fill="text" icon="arrow-left" onClick={onBack}>
                    {t('app.start.back', 'Back')}
                  </Button>
                )}
                {onSkip !== undefined && (
                  <Button size="sm" fill="text" onClick={onSkip}>
                    {t('app.start.skip', 'Skip this step')}
                  </Button>
                )}
              </div>
            )}
          </div>
        )}
      </div>
    </li>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  step: css({
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    gap: theme.spacing(1.5),
    padding: theme.spacing(1.5, 0),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
    '&:last-child': { borderBottom: 'none' },
  }),
  mark: css({
    width: 28,
    height: 28,
    display: 'grid',
    placeItems: 'center',
    borderRadius: theme.shape.radius.circle,
    border: `1px solid ${theme.colors.border.strong}`,
    color: theme.colors.text.secondary,
    fontVariantNumeric: 'tabular-nums',
  }),
  markOpen: css({
    background: theme.colors.primary.main,
    borderColor: theme.colors.primary.main,
    color: theme.colors.primary.contrastText,
  }),
  body: css({ minWidth: 0 }),
  head: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0, 2), minHeight: 28 }),
  title: css({ margin: 0, fontSize: theme.typography.h4.fontSize, outline: 'none' }),
  later: css({ color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightRegular }),
  summary: css({ color: theme.colors.text.secondary, overflowWrap: 'anywhere' }),
  content: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: theme.spacing(2),
    marginTop: theme.spacing(1.5),
  }),
  ways: css({ display: 'flex', gap: theme.spacing(1), marginLeft: theme.spacing(-1) }),
});
