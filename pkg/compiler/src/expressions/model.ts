/** The JSON model of an expression node, as it stands in a query or an alert rule. */
export type ExpressionModel = Readonly<Record<string, unknown>>;

/** Whether a JSON value is an object (not an array, not null). */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The name of a JSON value's type as Grafana's error messages print it. */
export function jsonTypeName(value: unknown): string {
  if (value === null || value === undefined) return '<nil>';
  if (Array.isArray(value)) return '[]interface {}';
  if (typeof value === 'number') return 'float64';
  if (typeof value === 'boolean') return 'bool';
  return typeof value === 'string' ? 'string' : 'map[string]interface {}';
}

/** The member of a model, or undefined when it is absent (a present null is null). */
export function member(model: ExpressionModel, name: string): unknown {
  return Object.hasOwn(model, name) ? (model[name] ?? null) : undefined;
}
