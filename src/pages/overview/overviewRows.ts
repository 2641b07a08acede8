import type { ServiceVerdict, VerdictWord } from '@release-risk/contract/verdict';
import type { RiskModel } from '@release-risk/model/model';
import { worstFirst } from '@release-risk/query/serviceVerdict';
import type { StoredModel } from '../../app/storedModels.ts';
import { judgedOf, type Judged } from '../../risk/judged.ts';
import type { KnownLook } from '../../risk/read/lookSteps.ts';
import type { OverviewFilter } from './overviewFilter.ts';

/** One service of one model. */
export interface OverviewRow {
  readonly kind: 'service';
  readonly key: string;
  readonly model: RiskModel;
  readonly service: ServiceVerdict;
  /** Value of the first of several identity labels; undefined where one label tells services apart. */
  readonly tenant: string | undefined;
}

/** What stands above the services of a group. */
export interface GroupHead {
  readonly kind: 'group';
  readonly key: string;
  readonly title: string;
  readonly services: readonly ServiceVerdict[];
}

/** The services of everything that is known, old scores beside a problem included; worst first. */
export function allRows(models: readonly StoredModel[], looks: ReadonlyMap<string, KnownLook>): readonly OverviewRow[] {
  return models
    .flatMap(({ key }) => {
      const judged = judgedIn(looks.get(key));
      return judged === undefined ? [] : rowsOf(key, judged);
    })
    .sort((a, b) => worstFirst(a.service, b.service));
}

/** What a look shows; undefined while it shows nothing. */
export function judgedIn(known: KnownLook | undefined): Judged | undefined {
  return known && judgedOf(known.look);
}

function rowsOf(key: string, { model, services }: Judged): readonly OverviewRow[] {
  const [first, second] = model.identity.labels;
  return services.map((service) => ({
    kind: 'service',
    key: `${key} ${JSON.stringify(service.labels)}`,
    model,
    service,
    tenant: second === undefined || first === undefined ? undefined : (service.labels[first] ?? ''),
  }));
}

/** The verdict a service is counted under: without one nothing is known, and that is for people to decide. */
export function verdictOf({ verdict }: ServiceVerdict): VerdictWord {
  return verdict ?? 'Inconclusive';
}

/** The rows that everything but the verdict chooses: what the counts of verdicts are about. */
export function chosenRows(rows: readonly OverviewRow[], filter: OverviewFilter): readonly OverviewRow[] {
  const wanted = filter.search.trim().toLowerCase();
  return rows.filter(
    ({ model, service, tenant }) =>
      (filter.model === '' || model.name === filter.model) &&
      (filter.tenant === '' || tenant === filter.tenant) &&
      (wanted === '' || textOf(model, service).includes(wanted)),
  );
}

function textOf(model: RiskModel, { service, version, sentence }: ServiceVerdict): string {
  return `${service}\n${model.title}\n${model.name}\n${version ?? ''}\n${sentence}`.toLowerCase();
}

/** The rows in groups, the group with the worst service first; without groups as they are. */
export function inGroups(
  rows: readonly OverviewRow[],
  group: OverviewFilter['group'],
): readonly (OverviewRow | GroupHead)[] {
  if (group === 'none') return rows;
  const groups = new Map<string, { readonly title: string; readonly rows: OverviewRow[] }>();
  for (const row of rows) {
    const key = group === 'model' ? row.model.name : (row.tenant ?? '');
    const title = group === 'model' ? row.model.title : (row.tenant ?? row.model.title);
    const found = groups.get(key) ?? { title, rows: [] };
    found.rows.push(row);
    groups.set(key, found);
  }
  return [...groups].flatMap(([key, found]): (OverviewRow | GroupHead)[] => [
    { kind: 'group', key: `group ${key}`, title: found.title, services: found.rows.map(({ service }) => service) },
    ...found.rows,
  ]);
}

/** Every tenant there is, by name. */
export function tenantsIn(rows: readonly OverviewRow[]): readonly string[] {
  return [...new Set(rows.flatMap(({ tenant }) => (tenant === undefined ? [] : [tenant])))].sort();
}
