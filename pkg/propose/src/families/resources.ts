import { aggregate, increase, rate, select, type Matcher } from '../grouping.ts';
import type { SignalIdea } from '../idea.ts';
import type { Detector, Family } from './family.ts';

/** A resource that is full is full, whoever uses it. */
const FULL = { kind: 'lines', side: 'above', yellow: 0.8, red: 0.95 } as const;

const plain = { datasource: 'metrics', critical: false, emptyIsZero: false } as const;

/** Containers as cAdvisor and kube-state-metrics see them. */
export const detectContainers: Detector = (names) => {
  const families: Family[] = [];
  if (names.has('container_cpu_usage_seconds_total')) families.push(containerCpu);
  if (names.has('container_memory_working_set_bytes')) {
    families.push(names.has('container_spec_memory_limit_bytes') ? containerMemoryShare : containerMemory);
  }
  if (names.has('kube_pod_container_status_restarts_total')) families.push(containerRestarts);
  return families;
};

/** Pods' own accounting rows carry no container, or the pause container. */
const REAL: readonly Matcher[] = [
  { label: 'container', op: '!=', value: '' },
  { label: 'container', op: '!=', value: 'POD' },
];

export const containerCpu: Family = {
  name: 'cAdvisor CPU',
  metric: 'container_cpu_usage_seconds_total',
  rank: 60,
  ideas: (grouping) => [
    cpu(aggregate('sum', grouping, rate(select('container_cpu_usage_seconds_total', grouping, REAL)))),
  ],
};

export const containerMemoryShare: Family = {
  name: 'cAdvisor memory',
  metric: 'container_memory_working_set_bytes',
  rank: 61,
  ideas: (grouping) => {
    const used = select('container_memory_working_set_bytes', grouping, REAL);
    const limit = select('container_spec_memory_limit_bytes', grouping, REAL);
    return [
      {
        ...plain,
        id: 'memory',
        title: 'Memory of its limit',
        topic: 'memory',
        why: 'The fullest container. Beyond its limit it is killed.',
        query: aggregate('max', grouping, `${used} / (${limit} > 0)`),
        unit: 'ratio',
        measure: FULL,
        importance: 10,
      },
    ];
  },
};

const containerMemory: Family = {
  name: 'cAdvisor memory',
  metric: 'container_memory_working_set_bytes',
  rank: 61,
  ideas: (grouping) => [
    memory(aggregate('max', grouping, select('container_memory_working_set_bytes', grouping, REAL))),
  ],
};

export const containerRestarts: Family = {
  name: 'container restarts',
  metric: 'kube_pod_container_status_restarts_total',
  rank: 62,
  ideas: (grouping) => [
    {
      ...plain,
      id: 'restarts',
      title: 'Container restarts',
      topic: 'restarts',
      why: 'Restarts within half an hour: a release that crashes on start shows here first.',
      query: aggregate('sum', grouping, increase(select('kube_pod_container_status_restarts_total', grouping), '30m')),
      unit: 'restarts',
      measure: { kind: 'lines', side: 'above', yellow: 0.5, red: 2.5 },
      importance: 20,
    },
  ],
};

/** What every client library tells about its own process. */
export const detectProcesses: Detector = (names) => {
  const families: Family[] = [];
  if (names.has('process_cpu_seconds_total')) {
    families.push({
      name: 'process CPU',
      metric: 'process_cpu_seconds_total',
      rank: 70,
      ideas: (grouping) => [cpu(aggregate('sum', grouping, rate(select('process_cpu_seconds_total', grouping))))],
    });
  }
  if (names.has('process_resident_memory_bytes')) {
    families.push({
      name: 'process memory',
      metric: 'process_resident_memory_bytes',
      rank: 71,
      ideas: (grouping) => [memory(aggregate('max', grouping, select('process_resident_memory_bytes', grouping)))],
    });
  }
  return families;
};

function cpu(query: string): SignalIdea {
  return {
    ...plain,
    id: 'cpu',
    title: 'CPU',
    topic: 'cpu',
    why: 'Cores in use. A release that works harder for the same traffic shows here before users feel it.',
    query,
    unit: 'cores',
    measure: { kind: 'level', smallest: 0.1 },
    importance: 10,
  };
}

function memory(bytes: string): SignalIdea {
  return {
    ...plain,
    id: 'memory',
    title: 'Memory',
    topic: 'memory',
    why: 'The largest instance. A leak shows as a slow climb after a release.',
    query: `${bytes} / 1048576`,
    unit: 'MiB',
    measure: { kind: 'level', smallest: 50 },
    importance: 10,
  };
}

/** Machines as the node exporter sees them. */
export const detectNode: Detector = (names) => {
  const families: Family[] = [];
  if (names.has('node_cpu_seconds_total')) families.push(nodeCpu);
  if (names.has('node_memory_MemAvailable_bytes') && names.has('node_memory_MemTotal_bytes')) families.push(nodeMemory);
  if (names.has('node_filesystem_avail_bytes') && names.has('node_filesystem_size_bytes')) families.push(nodeDisk);
  return families;
};

function full(id: string, title: string, topic: SignalIdea['topic'], why: string, query: string): SignalIdea {
  return { ...plain, id, title, topic, why, query, unit: 'ratio', measure: FULL, importance: 20 };
}

export const nodeCpu: Family = {
  name: 'node CPU',
  metric: 'node_cpu_seconds_total',
  rank: 80,
  ideas: (grouping) => {
    const idle = select('node_cpu_seconds_total', grouping, [{ label: 'mode', op: '=', value: 'idle' }]);
    return [full('cpu', 'CPU busy', 'cpu', 'All cores together.', `1 - ${aggregate('avg', grouping, rate(idle))}`)];
  },
};

export const nodeMemory: Family = {
  name: 'node memory',
  metric: 'node_memory_MemAvailable_bytes',
  rank: 81,
  ideas: (grouping) => {
    const free = `${select('node_memory_MemAvailable_bytes', grouping)} / ${select('node_memory_MemTotal_bytes', grouping)}`;
    const query = `1 - ${aggregate('min', grouping, free)}`;
    return [full('memory', 'Memory used', 'memory', 'What is not available to a new process.', query)];
  },
};

export const nodeDisk: Family = {
  name: 'node file systems',
  metric: 'node_filesystem_avail_bytes',
  rank: 82,
  ideas: (grouping) => {
    const real: readonly Matcher[] = [{ label: 'fstype', op: '!~', value: 'tmpfs|overlay|squashfs|ramfs' }];
    const free = select('node_filesystem_avail_bytes', grouping, real);
    const size = select('node_filesystem_size_bytes', grouping, real);
    const query = `1 - ${aggregate('min', grouping, `${free} / (${size} > 0)`)}`;
    return [full('disk', 'Disk used', 'disk', 'The fullest file system: a chatty release fills it with logs.', query)];
  },
};
