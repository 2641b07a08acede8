import { aggregate, increase, rate, select, type Grouping } from '../grouping.ts';
import type { SignalIdea } from '../idea.ts';
import { MIN_EVENTS } from './events.ts';
import type { Detector, Family } from './family.ts';

const plain = { datasource: 'metrics', critical: false, emptyIsZero: false } as const;

/** 1 = up. */
const UP = { kind: 'lines', side: 'below', yellow: 1, red: 0.5 } as const;
const FULL = { kind: 'lines', side: 'above', yellow: 0.8, red: 0.95 } as const;

function up(grouping: Grouping, metric: string, id: string, title: string): SignalIdea {
  return {
    ...plain,
    id,
    title,
    topic: 'availability',
    why: 'Whether the exporter reaches it at all: 1 up, 0 down.',
    query: aggregate('min', grouping, select(metric, grouping)),
    unit: '',
    measure: UP,
    importance: 20,
    critical: true,
  };
}

function connections(query: string): SignalIdea {
  return {
    ...plain,
    id: 'db_connections',
    title: 'Database connections used',
    topic: 'database connections',
    why: 'A release that forgets to give connections back fills the pool; then everything stops.',
    query,
    unit: 'ratio',
    measure: FULL,
    importance: 20,
  };
}

/** PostgreSQL through postgres_exporter. */
export const detectPostgres: Detector = (names) => {
  const families: Family[] = [];
  if (names.has('pg_up')) families.push(postgresUp);
  if (names.has('pg_stat_database_numbackends') && names.has('pg_settings_max_connections')) {
    families.push(postgresConnections);
  }
  if (names.has('pg_stat_database_xact_rollback') && names.has('pg_stat_database_xact_commit')) {
    families.push(postgresRollbacks);
  }
  return families;
};

export const postgresUp: Family = {
  name: 'PostgreSQL up',
  metric: 'pg_up',
  rank: 90,
  ideas: (grouping) => [up(grouping, 'pg_up', 'db_up', 'PostgreSQL up')],
};

export const postgresConnections: Family = {
  name: 'PostgreSQL connections',
  metric: 'pg_stat_database_numbackends',
  rank: 91,
  ideas: (grouping) => {
    const used = aggregate('sum', grouping, select('pg_stat_database_numbackends', grouping));
    const most = aggregate('max', grouping, select('pg_settings_max_connections', grouping));
    return [connections(`${used}\n/\n${most}`)];
  },
};

export const postgresRollbacks: Family = {
  name: 'PostgreSQL rollbacks',
  metric: 'pg_stat_database_xact_rollback',
  rank: 92,
  ideas: (grouping) => {
    const back = select('pg_stat_database_xact_rollback', grouping);
    const commit = select('pg_stat_database_xact_commit', grouping);
    const backRate = aggregate('sum', grouping, rate(back));
    const commits = aggregate('sum', grouping, rate(commit));
    return [
      {
        ...plain,
        id: 'db_rollbacks',
        title: 'Transactions rolled back',
        topic: 'database errors',
        why: 'Failing statements and lost races end as rolled-back transactions.',
        query: `${backRate}\n/\n(${commits} + ${backRate})`,
        unit: 'ratio',
        measure: { kind: 'share', smallest: 0.02 },
        importance: 20,
        samples: { query: aggregate('sum', grouping, increase(commit)), atLeast: MIN_EVENTS },
      },
    ];
  },
};

/** MySQL and MariaDB through mysqld_exporter. */
export const detectMysql: Detector = (names) => {
  const families: Family[] = [];
  if (names.has('mysql_up')) families.push(mysqlUp);
  if (names.has('mysql_global_status_threads_connected') && names.has('mysql_global_variables_max_connections')) {
    families.push(mysqlConnections);
  }
  if (names.has('mysql_global_status_slow_queries')) families.push(mysqlSlow);
  return families;
};

export const mysqlUp: Family = {
  name: 'MySQL up',
  metric: 'mysql_up',
  rank: 90,
  ideas: (grouping) => [up(grouping, 'mysql_up', 'db_up', 'MySQL up')],
};

export const mysqlConnections: Family = {
  name: 'MySQL connections',
  metric: 'mysql_global_status_threads_connected',
  rank: 91,
  ideas: (grouping) => {
    const used = aggregate('sum', grouping, select('mysql_global_status_threads_connected', grouping));
    const most = aggregate('sum', grouping, select('mysql_global_variables_max_connections', grouping));
    return [connections(`${used}\n/\n${most}`)];
  },
};

export const mysqlSlow: Family = {
  name: 'MySQL slow queries',
  metric: 'mysql_global_status_slow_queries',
  rank: 92,
  ideas: (grouping) => [
    {
      ...plain,
      id: 'db_slow_queries',
      title: 'Slow queries',
      topic: 'database errors',
      why: 'A query that lost its index shows here first.',
      query: aggregate('sum', grouping, rate(select('mysql_global_status_slow_queries', grouping))),
      unit: '/s',
      measure: { kind: 'level', smallest: 0.5 },
      importance: 20,
    },
  ],
};

/** Probes of the blackbox exporter: what a user outside sees. */
export const detectProbes: Detector = (names) => {
  const families: Family[] = [];
  if (names.has('probe_success')) families.push(probeSuccess);
  if (names.has('probe_duration_seconds')) families.push(probeDuration);
  return families;
};

export const probeSuccess: Family = {
  name: 'blackbox probe',
  metric: 'probe_success',
  rank: 30,
  ideas: (grouping) => [
    {
      ...plain,
      id: 'probe',
      title: 'Probe success',
      topic: 'availability',
      why: 'Whether a request from outside succeeds. Critical: when it is red, users are locked out.',
      query: aggregate('avg', grouping, `avg_over_time(${select('probe_success', grouping)}[5m])`),
      unit: 'ratio',
      measure: { kind: 'lines', side: 'below', yellow: 0.99, red: 0.8 },
      importance: 30,
      critical: true,
    },
  ],
};

export const probeDuration: Family = {
  name: 'blackbox probe time',
  metric: 'probe_duration_seconds',
  rank: 31,
  ideas: (grouping) => [
    {
      ...plain,
      id: 'probe_time',
      title: 'Probe time',
      topic: 'latency',
      why: 'How long a request from outside takes, name look-up and TLS included.',
      query: `1000 * ${aggregate('max', grouping, `avg_over_time(${select('probe_duration_seconds', grouping)}[5m])`)}`,
      unit: 'ms',
      measure: { kind: 'level', smallest: 50 },
      importance: 20,
    },
  ],
};
