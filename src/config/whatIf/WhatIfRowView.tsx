import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import type { VerdictWord } from '@release-risk/contract/verdict';
import React, { memo } from 'react';
import { shownScore } from '../../risk/view/shownScore.ts';
import { TONE_OF_VERDICT, toneColors } from '../../risk/view/tones.ts';
import { VerdictShape } from '../../risk/view/VerdictShape.tsx';
import { verdictWord } from '../../risk/view/verdictWords.ts';

interface Props {
  readonly name: string;
  readonly sentence: string;
  readonly isChanged: boolean;
  readonly beforeVerdict: VerdictWord | undefined;
  readonly beforeScore: number | null;
  readonly afterVerdict: VerdictWord;
  readonly afterScore: number | null;
}

/** One service before and after. Of plain values, so that what did not change is not drawn again. */
export const WhatIfRowView = memo(function WhatIfRowView(props: Props): React.JSX.Element {
  const { name, sentence, isChanged, beforeVerdict, beforeScore, afterVerdict, afterScore } = props;
  const styles = useStyles2(getStyles);
  return (
    <tr className={cx(isChanged && styles.changed)}>
      <th scope="row" className={styles.name}>
        {name}
        <div className={styles.sentence}>{sentence}</div>
      </th>
      <td>
        {beforeVerdict === undefined ? (
          <span className={styles.none}>{t('app.config.whatIf.notSaved', '–')}</span>
        ) : (
          <Verdict word={beforeVerdict} score={beforeScore} />
        )}
      </td>
      <td>
        <Verdict word={afterVerdict} score={afterScore} />
      </td>
    </tr>
  );
});

function Verdict({ word, score }: { readonly word: VerdictWord; readonly score: number | null }): React.JSX.Element {
  const styles = useStyles2(getStyles);
  return (
    <span className={cx(styles.verdict, styles[word])}>
      <VerdictShape word={word} size={14} />
      <span>{verdictWord(word)}</span>
      {score !== null && <span className={styles.score}>{shownScore(score)}</span>}
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const tone = (word: VerdictWord) => css({ color: toneColors(theme, TONE_OF_VERDICT[word]).text });
  return {
    changed: css({ background: theme.colors.action.selected }),
    name: css({ minWidth: 0, overflowWrap: 'anywhere', fontWeight: theme.typography.fontWeightMedium }),
    sentence: css({
      color: theme.colors.text.secondary,
      fontSize: theme.typography.bodySmall.fontSize,
      fontWeight: theme.typography.fontWeightRegular,
    }),
    none: css({ color: theme.colors.text.secondary }),
    verdict: css({ display: 'inline-flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0, 0.5) }),
    score: css({ color: theme.colors.text.primary }),
    Low: tone('Low'),
    Medium: tone('Medium'),
    High: tone('High'),
    Inconclusive: tone('Inconclusive'),
    NotEvaluated: tone('NotEvaluated'),
  };
};
