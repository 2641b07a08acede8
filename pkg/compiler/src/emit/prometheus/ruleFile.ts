import { Document, Scalar, visit } from 'yaml';

/** Writes a series at every evaluation. */
export interface RecordingRule {
  readonly record: string;
  readonly expr: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Fires for every row its expression has. Durations as Prometheus writes them. */
export interface AlertingRule {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
  readonly keep_firing_for: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

export type Rule = RecordingRule | AlertingRule;

/** Rules evaluated one after the other at the same moment: each sees what those before it wrote. */
export interface RuleGroup {
  readonly name: string;
  /** As Prometheus writes durations: `1m`. */
  readonly interval: string;
  readonly rules: readonly Rule[];
}

/** A rule file of Prometheus or of Loki's ruler. */
export interface RuleFile {
  /** What people must know, one sentence or more a line; stands as a comment at the top. */
  readonly notes: readonly string[];
  readonly groups: readonly RuleGroup[];
}

export function isRecording(rule: Rule): rule is RecordingRule {
  return 'record' in rule;
}

/**
 * The text of a rule file. Expressions stand in block scalars, so that queries read as they were written; everything
 * else that YAML 1.1 or 1.2 could take for another type is quoted.
 */
export function ruleFileYaml({ notes, groups }: RuleFile): string {
  const document = new Document({ groups }, { version: '1.1', aliasDuplicateObjects: false });
  visit(document, {
    Pair: (_, pair) => {
      const key = pair.key instanceof Scalar ? pair.key.value : undefined;
      if (key === 'expr' && pair.value instanceof Scalar) pair.value.type = Scalar.BLOCK_LITERAL;
    },
  });
  document.commentBefore = notes.map((note) => ` ${note}`).join('\n');
  return document.toString({ lineWidth: 0 });
}
