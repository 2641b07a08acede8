import type { Labels, Value } from './values.ts';

/** A time range in epoch milliseconds, both ends included. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

/** What a command may ask of its surroundings while it runs. */
export interface CommandContext {
  /** The values of an input. */
  readonly variables: (refId: string) => readonly Value[];
  /** The dimensions that fired at the last evaluation, for a threshold with a recovery condition. */
  readonly loadedDimensions: readonly Labels[];
}

/** One expression node, parsed and ready to run. */
export interface Command {
  /** The refIds it reads, in order of appearance. */
  readonly needs: readonly string[];
  /**
   * @throws ExecutionError when an input has a type the command does not take.
   * @throws CrashError where Grafana's evaluator panics.
   */
  readonly run: (context: CommandContext) => readonly Value[];
}

/** A model that is refused before anything runs. */
export class ModelError extends Error {
  /** UTF-16 offset into a math expression. */
  readonly position: number | undefined;
  /** Set when only this evaluator refuses it. */
  readonly limit: boolean;

  constructor(message: string, position?: number, limit = false) {
    super(message);
    this.position = position;
    this.limit = limit;
  }
}

/** A node that fails while it runs. */
export class ExecutionError extends Error {}
