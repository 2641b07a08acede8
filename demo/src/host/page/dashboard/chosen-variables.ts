import { config } from '@grafana/runtime';
import type { Variable } from '../services/variables.ts';
import type { StoredVariable } from './dashboard.ts';

/** A dashboard's variables with what the address chooses (`var-<name>`), else what the dashboard does, else the first. */
export function chosenVariables(stored: readonly StoredVariable[], query: URLSearchParams): readonly Variable[] {
  return stored.map(({ name, label, type, hide, current, options, query: asked }) => {
    const choices = type === 'datasource' ? datasourcesOf(asked) : options;
    const wanted = query.get(`var-${name}`) ?? current?.value ?? '';
    const found = choices.some(({ value }) => value === wanted);
    // A datasource that is not here is no choice; any text may be chosen of the others, as in an address.
    const value = found || (type !== 'datasource' && wanted !== '') ? wanted : (choices[0]?.value ?? '');
    return { name, label: label === '' ? name : label, type, options: choices, value, hidden: hide === 2 };
  });
}

function datasourcesOf(type: unknown): readonly { readonly text: string; readonly value: string }[] {
  return Object.values(config.datasources)
    .filter((one) => one.type === type)
    .map(({ name, uid }) => ({ text: name, value: uid }));
}
