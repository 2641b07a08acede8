import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import type { DeploymentRecord } from '@release-risk/contract/deploymentRecord';
import React from 'react';
import { shownScore } from '../../risk/view/shownScore.ts';
import { TONE_OF_VERDICT, toneColors, type Tone } from '../../risk/view/tones.ts';
import { VerdictShape } from '../../risk/view/VerdictShape.tsx';
import { verdictWord } from '../../risk/view/verdictWords.ts';

/** How the watch of a release ended. */
export function ReleaseVerdict({ judged }: Pick<DeploymentRecord, 'judged'>): React.JSX.Element {
  const styles = useStyles2(getStyles, judged ? TONE_OF_VERDICT[judged.verdict] : 'quiet');
  return (
    <span className={styles.whole}>
      <VerdictShape word={judged?.verdict ?? 'NotEvaluated'} size={16} />
      <span className={styles.word}>
        {judged ? verdictWord(judged.verdict) : t('app.releases.notJudged', 'Not judged')}
      </span>
      {judged && <span className={styles.score}>{shownScore(judged.score)}</span>}
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2, tone: Tone) => {
  const { text } = toneColors(theme, tone);
  return {
    whole: css({ display: 'inline-flex', alignItems: 'center', gap: 6, color: text, whiteSpace: 'nowrap' }),
    word: css({ fontWeight: theme.typography.fontWeightMedium }),
    score: css({ color: theme.colors.text.primary, fontVariantNumeric: 'tabular-nums' }),
  };
};
