import { t } from '@grafana/i18n';
import { Button, LinkButton } from '@grafana/ui';
import React from 'react';
import type { Problem } from '../risk/problems.ts';
import { useApp } from './AppContext.ts';
import { modelPath, modelsPath, overviewPath } from './paths.ts';
import { problemWords } from './problemWords.ts';
import { PLUGIN_ADDRESS } from '../risk/addresses.ts';
import { TroubleFrame } from './TroubleFrame.tsx';

interface Props {
  readonly problem: Problem;
  readonly again: () => void;
}

/** Why a page has nothing to show, and where to go on. */
export function PageProblem({ problem, again }: Props): React.JSX.Element {
  const { title, sentence, details } = problemWords(problem);
  return (
    <TroubleFrame title={title} sentence={sentence} details={details} code={problem.code}>
      <Next problem={problem} again={again} />
    </TroubleFrame>
  );
}

function Next({ problem, again }: Props): React.JSX.Element {
  const { host } = useApp();
  switch (problem.code) {
    case 'RR702':
      return <LinkButton href={host.address(modelsPath)}>{t('app.problem.openModels', 'Open the models')}</LinkButton>;
    case 'RR703':
      return (
        <LinkButton href={host.address(PLUGIN_ADDRESS)}>{t('app.problem.openPlugin', 'Open the plugin')}</LinkButton>
      );
    case 'RR704':
      return (
        <LinkButton href={host.address(modelPath(problem.model))}>
          {t('app.problem.openModel', 'Open the model')}
        </LinkButton>
      );
    case 'RR707':
      return (
        <LinkButton href={host.address('/connections/datasources')}>
          {t('app.problem.openDatasources', 'Open data sources')}
        </LinkButton>
      );
    case 'RR709':
      return (
        <LinkButton href={host.address(overviewPath)}>{t('app.problem.openOverview', 'Open the overview')}</LinkButton>
      );
    default:
      return (
        <Button icon="sync" variant="secondary" onClick={again}>
          {t('app.again', 'Try again')}
        </Button>
      );
  }
}
