import { t } from '@grafana/i18n';
import { spokenLength, spokenMoment } from './spokenTime.ts';
import type { Standing, StandingWord } from './standing.ts';

/** The word people know a verdict by. */
export function verdictWord(word: StandingWord): string {
  switch (word) {
    case 'Low':
      return t('panel.verdict.low', 'Low');
    case 'Medium':
      return t('panel.verdict.medium', 'Medium');
    case 'High':
      return t('panel.verdict.high', 'High');
    case 'Inconclusive':
      return t('panel.verdict.inconclusive', 'Inconclusive');
    case 'NotEvaluated':
      return t('panel.verdict.notEvaluated', 'Not evaluated');
    case 'WarmingUp':
      return t('panel.verdict.warmingUp', 'Warming up');
    case 'Held':
      return t('panel.verdict.held', 'Held');
  }
}

/** What follows from it. `now` in epoch seconds. */
export function consequence(standing: Standing, now: number, timeZone: string): string {
  switch (standing.word) {
    case 'Low':
      return t('panel.consequence.continue', 'continue');
    case 'Medium':
      return t('panel.consequence.review', 'review');
    case 'High':
      return t('panel.consequence.rollBack', 'roll back');
    case 'Inconclusive':
      return t('panel.consequence.askPeople', 'ask people');
    case 'NotEvaluated':
      return t('panel.consequence.nothing', 'nothing to judge yet');
    case 'WarmingUp':
      return t('panel.consequence.wait', 'wait: {{age}} of {{needed}}', {
        age: spokenLength(standing.age),
        needed: spokenLength(standing.needed),
      });
    case 'Held':
      return t('panel.consequence.peopleDecide', 'people decide until {{moment}}', {
        moment: spokenMoment(standing.until, now, timeZone),
      });
  }
}
