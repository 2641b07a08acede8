import { createElement, Fragment } from 'react';
import type { ElementType, Key, ReactElement } from 'react';

type Props = Readonly<Record<string, unknown>> | null;

/**
 * `react/jsx-runtime` in terms of React's public API. Grafana shares that module only since 12.2.5, and React's own
 * copy reaches into internals that React 19 renamed, so a bundle for 12.2 to 13 can use neither.
 * To be dropped when the oldest supported Grafana shares it.
 */
export function jsx(type: ElementType, props: Props, key?: Key): ReactElement {
  return createElement(type, key === undefined ? props : { ...props, key });
}

export { jsx as jsxs, jsx as jsxDEV, Fragment };
