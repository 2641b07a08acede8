import { t } from '@grafana/i18n';
import type { Problem } from '../problems.ts';
import { RAW } from '../rawText.ts';

/** The one thing to do about a problem. */
export type NextStep = 'setUp' | 'retry' | 'plugin' | 'datasources';

/** A problem for people: what is wrong, one sentence about it, what of it can be listed, and one next step. */
export interface ProblemText {
  readonly title: string;
  readonly sentence: string;
  /** Lines from outside: diagnostics, names, reasons. */
  readonly details: readonly string[];
  readonly next: NextStep;
}

export function problemText(problem: Problem): ProblemText {
  switch (problem.code) {
    case 'RR701':
      return {
        title: t('panel.problem.notSetUp.title', 'May this release stay?'),
        sentence: t(
          'panel.problem.notSetUp.sentence',
          'Choose a model, or make signals of queries of your own, and this panel answers with one score and its reason.',
        ),
        details: [],
        next: 'setUp',
      };
    case 'RR702':
      return {
        title: t('panel.problem.modelNotFound.title', 'There is no model {{model}}', { model: problem.model, ...RAW }),
        sentence:
          problem.known.length === 0
            ? t('panel.problem.modelNotFound.none', 'The settings of Release Risk hold no model yet.')
            : t('panel.problem.modelNotFound.sentence', 'It was renamed or removed. The settings hold these models:'),
        details: problem.known,
        next: 'setUp',
      };
    case 'RR703':
      return {
        title: t('panel.problem.newerModel.title', 'This model needs a newer Release Risk'),
        sentence: t(
          'panel.problem.newerModel.sentence',
          'It is written for {{apiVersion}}, which this version of the plugin does not know. Update the plugin.',
          { apiVersion: problem.apiVersion, ...RAW },
        ),
        details: [],
        next: 'plugin',
      };
    case 'RR704':
      return {
        title: t('panel.problem.brokenModel.title', 'The model {{model}} cannot be read', {
          model: problem.model,
          ...RAW,
        }),
        sentence: t('panel.problem.brokenModel.sentence', 'Mend it in the settings; nothing is scored until then.'),
        details: problem.diagnostics,
        next: 'plugin',
      };
    case 'RR705':
      return {
        title: t('panel.problem.appUnavailable.title', 'Release Risk is switched off'),
        sentence: t(
          'panel.problem.appUnavailable.sentence',
          'The app is disabled in this Grafana, or you may not see it. Whoever manages plugins can enable it.',
        ),
        details: [problem.detail],
        next: 'plugin',
      };
    case 'RR706':
      return {
        title: t('panel.problem.mayNotQuery.title', 'You may not query here'),
        sentence: t(
          'panel.problem.mayNotQuery.sentence',
          'This panel asks its model itself, which needs the right to query. A dashboard made by "release-risk apply" shows the same score without it.',
        ),
        details: [problem.detail],
        next: 'retry',
      };
    case 'RR707':
      return {
        title: t('panel.problem.unbound.title', 'No datasource for {{datasource}}', {
          datasource: problem.datasource,
          ...RAW,
        }),
        sentence: t(
          'panel.problem.unbound.sentence',
          'The model reads {{datasource}} ({{type}}), and no datasource of this Grafana stands for it any more.',
          { datasource: problem.datasource, type: problem.type, ...RAW },
        ),
        details: [],
        next: 'datasources',
      };
    case 'RR708':
      return {
        title: t('panel.problem.noServices.title', 'No services found'),
        sentence: problem.hint,
        details: [problem.reason],
        next: 'retry',
      };
    case 'RR709':
      return {
        title: t('panel.problem.noSuchService.title', 'The model does not know {{service}}', {
          service: problem.service,
          ...RAW,
        }),
        sentence:
          problem.known.length === 0
            ? t('panel.problem.noSuchService.none', 'It knows no service at all right now.')
            : t(
                'panel.problem.noSuchService.sentence',
                'Choose another one in the variables of the dashboard. It knows:',
              ),
        details: problem.known,
        next: 'retry',
      };
    default:
      return laterProblemText(problem);
  }
}

type EarlierCode = 'RR701' | 'RR702' | 'RR703' | 'RR704' | 'RR705' | 'RR706' | 'RR707' | 'RR708' | 'RR709';

function laterProblemText(problem: Exclude<Problem, { readonly code: EarlierCode }>): ProblemText {
  switch (problem.code) {
    case 'RR710':
      return {
        title: t('panel.problem.nothingAnswered.title', 'Nothing answered'),
        sentence: problem.hint,
        details: problem.reasons,
        next: 'retry',
      };
    case 'RR711':
      return {
        title: t('panel.problem.targetsDiffer.title', 'The queries of this panel are not those of its model'),
        sentence: t(
          'panel.problem.targetsDiffer.sentence',
          'Somebody edited one of the two, so the alert would score something else. Apply the model again, or choose it anew. These are not there:',
        ),
        details: problem.missing,
        next: 'setUp',
      };
    case 'RR712':
      return {
        title: t('panel.problem.ownQueries.title', 'Your queries are not a score yet'),
        sentence: t('panel.problem.ownQueries.sentence', 'Each query needs a weight and a limit. What is left to do:'),
        details: problem.findings,
        next: 'setUp',
      };
    case 'RR713':
      return {
        title: t('panel.problem.unexpected.title', 'Something went wrong that should not'),
        sentence: t('panel.problem.unexpected.sentence', 'Trying again may help. If not, please report this:'),
        details: [problem.detail],
        next: 'retry',
      };
  }
}
