import { createHash } from 'node:crypto';
import { canonicalJson } from '../../canonicalJson.ts';
import type { GoodRelease } from '../goodRelease.ts';
import type { PodTemplate } from './objects.ts';
import type { TemplateVersion } from './settings.ts';

/** The labels by which controllers tell the pods of their ReplicaSets apart: they are no part of a release. */
export type HashLabel = 'pod-template-hash' | 'rollouts-pod-template-hash';

/** The template without what its controller added. */
export function plainTemplate(template: PodTemplate, hashLabel: HashLabel): PodTemplate {
  const { metadata } = template;
  if (metadata === null || metadata === undefined) return template;
  const { [hashLabel]: _hash, ...labels } = metadata.labels ?? {};
  return { ...template, metadata: { ...metadata, labels } };
}

function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([, member]) => member !== null && member !== undefined);
  return Object.fromEntries(kept.map(([name, member]) => [name, withoutEmpty(member)]));
}

/** Hex SHA-256 of what the template means: the order of keys and empty members make no difference. */
export function digestOf(template: PodTemplate, hashLabel: HashLabel): string {
  const plain = canonicalJson(withoutEmpty(plainTemplate(template, hashLabel)));
  return createHash('sha256').update(plain).digest('hex');
}

/** Image of a container; of the first one unless named. */
export function imageOf({ spec }: PodTemplate, container: string | undefined): string {
  const found = container === undefined ? spec.containers[0] : spec.containers.find(({ name }) => name === container);
  return found?.image ?? '';
}

function tagOf(image: string): string | undefined {
  const [name = ''] = image.split('@');
  // A colon before the last slash belongs to the port of a registry.
  return /:([^:/]+)$/.exec(name)?.[1];
}

function isArtifact(image: string, artifact: string): boolean {
  if (image === artifact) return true;
  const digest =
    /@(sha256:[0-9a-f]{64})$/.exec(artifact)?.[1] ?? (artifact.startsWith('sha256:') ? artifact : undefined);
  return digest !== undefined && image.endsWith(`@${digest}`);
}

/** A template with the annotations of what holds it: Deployments hand theirs on to their ReplicaSets. */
export interface Annotated {
  readonly template: PodTemplate;
  readonly annotations: Readonly<Record<string, string>>;
}

/** Whether this is the release; undefined where what is known of the release does not tell. */
export function isRelease(
  { template, annotations }: Annotated,
  release: Pick<GoodRelease, 'version' | 'artifact'>,
  how: TemplateVersion,
): boolean | undefined {
  switch (how.by) {
    case 'imageTag':
      return tagOf(imageOf(template, how.container)) === `${how.prefix}${release.version}`;
    case 'artifact':
      return release.artifact === undefined
        ? undefined
        : isArtifact(imageOf(template, how.container), release.artifact);
    case 'label':
      return template.metadata?.labels?.[how.label] === release.version;
    case 'annotation': {
      const own = template.metadata?.annotations?.[how.annotation];
      return (own ?? annotations[how.annotation]) === release.version;
    }
  }
}
