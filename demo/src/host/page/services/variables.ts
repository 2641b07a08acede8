import { type ScopedVars, type TimeRange, urlUtil } from '@grafana/data';
import type { TemplateSrv } from '@grafana/runtime';

/** A variable of the dashboard on the page, with what is chosen. */
export interface Variable {
  readonly name: string;
  readonly label: string;
  readonly type: 'custom' | 'datasource' | 'query';
  readonly options: readonly { readonly text: string; readonly value: string }[];
  readonly value: string;
  readonly hidden: boolean;
}

const REFERENCE = /\$(\w+)|\$\{(\w+)(?:\.([^:^}]+))?(?::([^}]+))?\}|\[\[(\w+?)(?::(\w+))?\]\]/g;

let variables: readonly Variable[] = [];
let range: TimeRange | undefined;

/** Puts the variables of the dashboard on the page where {@link templateSrv} finds them. */
export function setVariables(next: readonly Variable[]): void {
  variables = next;
}

/** Fills `$name`, `${name:format}` and `[[name]]`; what it does not know stays as it is, as in Grafana. */
export const templateSrv: TemplateSrv = {
  getVariables: () => [],

  replace(target = '', scopedVars = {}, format) {
    return target.replace(
      REFERENCE,
      (
        match,
        plain?: string,
        braced?: string,
        _path?: string,
        bracedFormat?: string,
        square?: string,
        squareFormat?: string,
      ) => {
        const name = plain ?? braced ?? square ?? '';
        const value = valueOf(name, scopedVars);
        if (value === undefined) return match;
        return formatted(name, value, bracedFormat ?? squareFormat ?? format);
      },
    );
  },

  containsTemplate: (target = '') =>
    [...target.matchAll(REFERENCE)].some((found) => valueOf(found[1] ?? found[2] ?? found[5] ?? '', {}) !== undefined),

  updateTimeRange(next) {
    range = next;
  },
};

function valueOf(name: string, scopedVars: ScopedVars): unknown {
  const scoped = scopedVars[name];
  if (scoped !== undefined) return scoped.value;
  if (name === '__from') return range?.from.valueOf();
  if (name === '__to') return range?.to.valueOf();
  return variables.find((one) => one.name === name)?.value;
}

type Format = Parameters<TemplateSrv['replace']>[2];

function formatted(name: string, value: unknown, format: Format): string {
  if (typeof format === 'function') return String(format(value, { name }));
  const values = Array.isArray(value) ? value.map(String) : [String(value)];
  switch (format) {
    case 'regex':
      return values.map((one) => one.replace(/[\\^$*+?.()|[\]{}/]/g, '\\$&')).join('|');
    case 'queryparam':
      return urlUtil.renderUrl('', { [`var-${name}`]: values }).replace(/^\?/, '');
    case 'percentencode':
      return encodeURIComponent(values.join(','));
    case 'json':
      return JSON.stringify(value);
    case 'csv':
    case 'raw':
      return values.join(',');
    default:
      return values.length === 1 ? (values[0] ?? '') : `{${values.join(',')}}`;
  }
}
