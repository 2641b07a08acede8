/**
 * What can stand in the way of showing a score at all. Codes are for people to search for and for tests; texts are
 * written where they are shown, since they are translated.
 */
interface Problems {
  /** The panel was just added: it knows neither a model nor queries. */
  readonly RR701: { readonly name: 'notSetUp' };
  /** The app's settings hold no model of that name. */
  readonly RR702: { readonly name: 'modelNotFound'; readonly model: string; readonly known: readonly string[] };
  /** The model is written for a later version of the plugin. */
  readonly RR703: { readonly name: 'newerModel'; readonly apiVersion: string };
  /** The model cannot be read: each diagnostic as one line. */
  readonly RR704: { readonly name: 'brokenModel'; readonly model: string; readonly diagnostics: readonly string[] };
  /** The app is disabled, or not visible to this user. */
  readonly RR705: { readonly name: 'appUnavailable'; readonly detail: string };
  /** This user, or an anonymous viewer of a public dashboard, may not query through Grafana. */
  readonly RR706: { readonly name: 'mayNotQuery'; readonly detail: string };
  /** A logical datasource of the model is bound to none of this Grafana, or that one is gone. */
  readonly RR707: { readonly name: 'unboundDatasource'; readonly datasource: string; readonly type: string };
  /** Services could not be discovered. */
  readonly RR708: { readonly name: 'noServices'; readonly reason: string; readonly hint: string };
  /** A variable chooses no service of the model, or several where one is needed. */
  readonly RR709: { readonly name: 'noSuchService'; readonly service: string; readonly known: readonly string[] };
  /** Not one query was answered. */
  readonly RR710: { readonly name: 'nothingAnswered'; readonly reasons: readonly string[]; readonly hint: string };
  /** The targets of the panel are not the plan of its model: somebody edited one of the two. */
  readonly RR711: { readonly name: 'targetsDiffer'; readonly missing: readonly string[] };
  /** Own queries that make no model yet: each finding as one line. */
  readonly RR712: { readonly name: 'ownQueries'; readonly findings: readonly string[] };
  /** Something nobody thought of; the message is of the exception. */
  readonly RR713: { readonly name: 'unexpected'; readonly detail: string };
}

type ProblemCode = keyof Problems;
export type Problem<C extends ProblemCode = ProblemCode> = {
  readonly [K in C]: { readonly code: K } & Problems[K];
}[C];
