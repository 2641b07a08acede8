import type { Command } from 'commander';
import type { Io } from './io.ts';

export type Format = 'text' | 'json' | 'markdown';

/** The options that every verb has. */
export interface GlobalOptions {
  readonly format: Format;
  readonly quiet: boolean;
  /** False with --no-color. */
  readonly color: boolean;
  readonly debug: boolean;
}

/** What a verb gets from the program. */
export interface CommandContext {
  readonly io: Io;
  /** To be called inside an action: the options are parsed by then. Refuses formats that the verb does not have. */
  globals(formats: readonly Format[]): GlobalOptions;
  /** Says what the process ends with: one of `EXIT`, or what a program ended with that ran in its place. */
  exit(code: number): void;
}

/**
 * Adds a verb to the program. The module of a verb holds its options and its help only and imports what it runs
 * when it runs, so that `--version` and `--help` stay quick.
 */
export type AddCommand = (program: Command, context: CommandContext) => void;
