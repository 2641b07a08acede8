import type { Finding } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/didYouMean.ts';
import type { Parts } from './parts.ts';

/** Whether the names of datasources lead somewhere. */
export function datasourceFindings(parts: Parts): Finding[] {
  const { datasources } = parts;
  if (!datasources) return [];
  const known = Object.keys(datasources);
  const uses = [...datasourceUses(parts)];
  const unknown = uses
    .filter(({ name }) => !known.includes(name))
    .map(({ name, path }): Finding => ({
      code: 'RR407',
      path,
      message: `There is no datasource "${name}"`,
      hint: didYouMean(name, known) ?? `Declared under datasources: ${known.join(', ') || 'none'}.`,
    }));
  const unused = parts.complete ? known.filter((name) => !uses.some((use) => use.name === name)) : [];
  return [
    ...unknown,
    ...unused.map((name): Finding => ({
      code: 'RR416',
      path: ['datasources', name],
      message: `The datasource "${name}" is not used`,
      hint: 'Remove it, or let a signal use it.',
      atKey: true,
    })),
  ];
}

function* datasourceUses(parts: Parts): Generator<{ name: string; path: (string | number)[] }> {
  for (const { signal, index } of parts.signals) {
    yield { name: signal.datasource, path: ['signals', index, 'datasource'] };
    if (signal.baseline?.kind === 'recorded' && signal.baseline.datasource !== undefined) {
      yield { name: signal.baseline.datasource, path: ['signals', index, 'baseline', 'datasource'] };
    }
  }
  if (parts.deployment) yield { name: parts.deployment.datasource, path: ['deployment', 'datasource'] };
  if (parts.control) yield { name: parts.control.running.datasource, path: ['control', 'running', 'datasource'] };
  const services = parts.identity?.services;
  if (services && !Array.isArray(services)) {
    yield { name: services.discover.datasource, path: ['identity', 'services', 'discover', 'datasource'] };
  }
}

/** Whether the services fit the identity labels, each of them once. */
export function serviceFindings({ identity }: Parts): Finding[] {
  if (!identity) return [];
  const { services } = identity;
  const labels = [...new Set(identity.labels)];
  const findings: Finding[] = [];
  if (labels.length < identity.labels.length) {
    findings.push({
      code: 'RR402',
      path: ['identity', 'labels'],
      message: 'An identity label stands twice',
      hint: 'Write each label once.',
    });
  }
  if (!Array.isArray(services)) return findings;
  const seen = new Set<string>();
  services.forEach((service, index) => {
    const path = ['identity', 'services', index];
    const given = typeof service === 'string' ? (labels.length === 1 ? labels : []) : Object.keys(service);
    if ([...given].sort().join() !== [...labels].sort().join()) {
      const wanted = `{${labels.map((label) => `${label}: ...`).join(', ')}}`;
      findings.push({
        code: 'RR415',
        path,
        message: `A service of this model is named by ${labels.join(', ')}`,
        hint: `Write ${wanted}.`,
      });
    }
    const key = typeof service === 'string' ? service : JSON.stringify(labels.map((label) => service[label]));
    if (seen.has(key))
      findings.push({ code: 'RR402', path, message: `The service ${key} stands twice`, hint: 'Remove one of them.' });
    seen.add(key);
  });
  return findings;
}
