import { literalIntervals } from '../../risk/read/literalIntervals.ts';

/** A variable of a dashboard with what is chosen for it there. */
export interface DashboardVariable {
  readonly name: string;
  /** Several where several are chosen; `$__all` stands for all there are. */
  readonly values: readonly string[];
  /** What `All` is written as, where the dashboard says it. */
  readonly allValue: string | undefined;
}

export interface LiteralContext {
  readonly variables: readonly DashboardVariable[];
  /** Typed by a person; goes before what the dashboard has. */
  readonly typed: Readonly<Record<string, string>>;
  /** Labels that tell services apart: a variable that chooses one of them chooses all in a model. */
  readonly identityLabels: readonly string[];
  /** Seconds. */
  readonly scrapeInterval: number;
}

/** A query that means the same wherever it is asked. */
export interface LiteralQuery {
  readonly expr: string;
  /** Each variable that was replaced, and by what. */
  readonly replaced: Readonly<Record<string, string>>;
  /** Names of variables without a value; a person may type one. */
  readonly unknown: readonly string[];
  /** Variables of Grafana that have no value without a range that is looked at. */
  readonly refused: readonly string[];
}

const ALL = '$__all';
const ANY = '.+';
/** `$name`, `${name}`, `${name:format}` and the old `[[name]]`; `$1` of a replacement is none. */
const VARIABLE = /\$\{([a-zA-Z_]\w*)(?::[\w-]+)?\}|\$([a-zA-Z_]\w*)|\[\[([a-zA-Z_]\w*)(?::[\w-]+)?\]\]/g;

/** Makes the variables of a dashboard's query literal: those that choose services go, others get their values. */
export function literalQuery(expr: string, context: LiteralContext): LiteralQuery {
  const replaced: Record<string, string> = {};
  const unknown = new Set<string>();
  const forAll = withoutServiceVariables(expr, context.identityLabels, replaced);
  const literal = forAll.replace(VARIABLE, (whole: string, ...names: readonly (string | undefined)[]) => {
    const name = names.slice(0, 3).find((found) => found !== undefined) ?? '';
    if (name.startsWith('__')) return whole;
    const value = valueOf(name, context);
    if (value === undefined) {
      unknown.add(name);
      return whole;
    }
    replaced[`$${name}`] = value;
    return value;
  });
  const intervals = literalIntervals(literal, context.scrapeInterval);
  return {
    expr: intervals.expr,
    replaced: { ...replaced, ...intervals.replaced },
    unknown: [...unknown],
    refused: intervals.refused,
  };
}

/** `service="$service"` asks for one service: a model asks for all of them at once. */
function withoutServiceVariables(expr: string, labels: readonly string[], replaced: Record<string, string>): string {
  return labels.reduce((text, label) => {
    const matcher = new RegExp(
      `\\b(${label})\\s*=~?\\s*(["'\`])(\\$\\{?\\w+(?::[\\w-]+)?\\}?|\\[\\[\\w+\\]\\])\\2`,
      'g',
    );
    return text.replace(matcher, (_whole: string, name: string, quote: string, variable: string) => {
      replaced[variable] = ANY;
      return `${name}=~${quote}${ANY}${quote}`;
    });
  }, expr);
}

function valueOf(name: string, { variables, typed }: LiteralContext): string | undefined {
  const said = typed[name];
  if (said !== undefined && said !== '') return said;
  const variable = variables.find((one) => one.name === name);
  if (variable === undefined || variable.values.length === 0) return undefined;
  const { values, allValue } = variable;
  if (values.includes(ALL)) return allValue ?? ANY;
  const [only, another] = values;
  // What the dashboard chooses by the width of its panels is the interval itself.
  if (another === undefined) return only?.startsWith('$__auto') === true ? '$__interval' : only;
  return `(${values.join('|')})`;
}
