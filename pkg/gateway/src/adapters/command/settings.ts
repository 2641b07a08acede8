import { z } from 'zod';
import { secretSchema } from '../../config/secret.ts';

const absolutePath = z
  .string()
  .regex(/^\/[^\0]*$/, 'must be an absolute path')
  .refine((path) => !path.split('/').includes('..'), 'must not hold ..');
const variable = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'must be the name of an environment variable')
  .refine((name) => !name.startsWith('RELEASE_RISK_'), 'RELEASE_RISK_ is kept for what the gateway says');

/** What the command can be asked beside `trigger`, by RELEASE_RISK_ACTION. */
export const COMMAND_QUESTIONS = ['plan', 'status', 'verify'] as const;

/** A command that brings a release back. It is run as it is: without a shell and without arguments. */
export const commandSettingsSchema = z
  .strictObject({
    kind: z.literal('command'),
    command: absolutePath.describe('Absolute path; has to stand in `commands.allowed` too'),
    workingDirectory: absolutePath.default('/').describe('Where it runs'),
    environment: z.record(variable, z.string().max(4096)).default({}).describe('Said to the command as they are'),
    passEnvironment: z
      .array(variable)
      .max(50)
      .default([])
      .describe("Variables of the gateway's own environment that are handed on. None unless named."),
    secrets: z
      .record(variable, secretSchema)
      .default({})
      .describe('By the environment variable that they are handed on in'),
    timeoutSeconds: z
      .int()
      .min(1)
      .max(3600)
      .default(600)
      .describe('The command itself; then SIGTERM to its process group, and SIGKILL `killAfterSeconds` later'),
    killAfterSeconds: z.int().min(1).max(60).default(10).describe('Between SIGTERM and SIGKILL'),
    questionTimeoutSeconds: z.int().min(1).max(300).default(15).describe('For each question'),
    answers: z
      .array(z.enum(COMMAND_QUESTIONS))
      .default([])
      .describe('Questions that the command answers; to others the gateway answers by what it recorded'),
  })
  .describe('A command of your own, run as it is: without a shell and without arguments');

export type CommandSettings = z.output<typeof commandSettingsSchema>;
export type CommandQuestion = (typeof COMMAND_QUESTIONS)[number];
