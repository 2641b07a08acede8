import { t } from '@grafana/i18n';
import { servicesText } from '../../config/draft/services.ts';
import { signalsOf } from '../../config/draft/signals.ts';
import { documentName } from '../../config/draft/modelDocument.ts';
import type { ChosenDatasources } from './datasourceChoice.ts';
import type { StartState, Step } from './startState.ts';

export function stepTitle(step: Step): string {
  switch (step) {
    case 'bind':
      return t('app.start.step.bind', 'Where your metrics and logs are');
    case 'services':
      return t('app.start.step.services', 'What is released');
    case 'signals':
      return t('app.start.step.signals', 'What makes a release risky');
    case 'score':
      return t('app.start.step.score', 'The score right now');
    case 'save':
      return t('app.start.step.save', 'Save the model');
    case 'apply':
      return t('app.start.step.apply', 'Rules and dashboard');
  }
}

/** What was decided in a step. */
export function stepSummary(
  step: Step,
  { document, saved }: StartState,
  { metrics, logs }: ChosenDatasources,
): string | undefined {
  switch (step) {
    case 'bind':
      return [metrics?.name, logs?.name].filter((name) => name !== undefined).join(', ');
    case 'services': {
      const names =
        document === undefined
          ? []
          : servicesText(document)
              .split('\n')
              .filter((name) => name !== '');
      return names.length > 3 ? `${names.slice(0, 3).join(', ')}, +${String(names.length - 3)}` : names.join(', ');
    }
    case 'signals':
      return document === undefined
        ? undefined
        : signalsOf(document)
            .map(({ title }) => title)
            .join(', ');
    case 'save':
      return documentName(saved) ?? t('app.start.summary.unsaved', 'not saved');
    case 'score':
    case 'apply':
      return undefined;
  }
}
