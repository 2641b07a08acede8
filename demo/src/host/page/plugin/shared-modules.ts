import * as emotion from '@emotion/css';
import * as emotionReact from '@emotion/react';
import * as grafanaData from '@grafana/data';
import * as grafanaRuntime from '@grafana/runtime';
import * as grafanaUi from '@grafana/ui';
import { getI18nInstance } from 'grafana-internals/i18n';
import lodash from 'lodash';
import moment from 'moment';
import * as React from 'react';
import * as ReactDom from 'react-dom';
import * as router from 'react-router-dom-v5-compat';
import * as rxjs from 'rxjs';
import * as rxjsOperators from 'rxjs/operators';

/**
 * What Grafana hands to plugins, by the names they ask for (its `sharedDependencies.ts`, without what nobody here
 * uses). Like Grafana 12.2.0, it does not know `react/jsx-runtime`.
 */
export const SHARED_MODULES: Readonly<Record<string, unknown>> = {
  '@emotion/css': emotion,
  '@emotion/react': emotionReact,
  '@grafana/data': grafanaData,
  '@grafana/runtime': grafanaRuntime,
  '@grafana/ui': grafanaUi,
  i18next: getI18nInstance(),
  lodash,
  moment,
  react: React,
  'react-dom': ReactDom,
  'react-router': router,
  rxjs,
  'rxjs/operators': rxjsOperators,
};
