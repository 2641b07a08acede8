import { z } from 'zod';

const reason = z.string().min(1).max(2000);
const fields = z.record(z.string().max(100), z.string().max(2000));

/** Exit code that says: nothing was done, and it may be tried again later (EX_TEMPFAIL of sysexits.h). */
export const EXIT_LATER = 75;

/** What a command prints to stdout when it is asked for a plan: one JSON object. */
export const planAnswerSchema = z.union([
  z.strictObject({
    target: z.strictObject({
      text: z.string().min(1).max(500),
      version: z.string().min(1).max(200).optional(),
      fields: fields.default({}),
    }),
  }),
  z.strictObject({ nothing: reason }),
  z.strictObject({ unclear: reason }),
]);

/** What a command may print when it has done its work; printing nothing is fine. */
export const triggerAnswerSchema = z.looseObject({
  externalId: z.string().min(1).max(500).optional(),
  url: z.url({ protocol: /^https?$/ }).optional(),
  /** Together with exit code 75. */
  afterSeconds: z.number().min(0).max(3600).optional(),
});

export const statusAnswerSchema = z.union([
  z.strictObject({ state: z.literal('succeeded') }),
  z.strictObject({ state: z.literal('running'), note: z.string().max(2000).optional() }),
  z.strictObject({ state: z.enum(['failed', 'unsure']), reason }),
]);

export const verifyAnswerSchema = z.union([
  z.strictObject({ live: z.literal('live') }),
  z.strictObject({ live: z.enum(['notYet', 'never', 'unsure']), reason }),
]);
