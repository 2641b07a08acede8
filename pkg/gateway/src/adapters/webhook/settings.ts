import { z } from 'zod';
import { secretSchema } from '../../config/secret.ts';

/** An address that may hold `{correlationId}` and `{externalId}` in its path or query. */
const template = z.string().refine((text) => /^https?:\/\/[^/{}]+\//.test(text) && isTemplate(text), {
  message: 'must be an address that holds nothing in braces but {correlationId} and {externalId}, after the host',
});

/**
 * Rollback by whoever receives a signed webhook (Standard Webhooks 1). The receiver must do nothing for an
 * `Idempotency-Key` that it has seen: an unknown outcome is sent again, unless `idempotent` is false.
 *
 * It is sent `{type: "release-risk.rollback", timestamp, data: {rollbackId, correlationId, service, labels, badVersion,
 * target: {version, commit, artifact}, reason, approvedBy}}` and answers 2xx, with `{id?, url?}` where it has them.
 * `statusUrl` answers `{state: "running" | "succeeded" | "failed", note?, id?, url?}`, or 404 where it knows no such call;
 * `verifyUrl` answers `{version?, live?, reason?}`. Both are asked by GET, signed over an empty body.
 */
export const webhookSettingsSchema = z
  .strictObject({
    kind: z.literal('webhook'),
    url: z.url({ protocol: /^https?$/ }).describe('Whom the call is sent to, by POST'),
    secret: secretSchema.describe('`whsec_` and base64, of 24 to 64 bytes'),
    otherSecret: secretSchema.optional().describe('Signed with as well while a secret is being changed'),
    token: secretSchema.optional().describe('Sent as `Authorization: Bearer`'),
    idempotent: z.boolean().default(true).describe('False where the receiver would carry the same call out twice'),
    statusUrl: template.optional().describe('How far it is. Without one, a 2xx to the call means that it was done.'),
    verifyUrl: template.optional().describe("What is live. Without one, the receiver's word is all that tells."),
  })
  .describe(
    'Whoever receives a signed webhook (Standard Webhooks 1) and does nothing for an `Idempotency-Key` seen before',
  );

export type WebhookSettings = z.output<typeof webhookSettingsSchema>;

function isTemplate(text: string): boolean {
  const filled = text.replace(/\{(correlationId|externalId)\}/g, 'x');
  return !/[{}]/.test(filled) && URL.canParse(filled);
}

/** The address with its values, each encoded: none of them can leave its place. */
export function filled(text: string, values: Readonly<Record<'correlationId' | 'externalId', string>>): string {
  return text.replace(/\{(correlationId|externalId)\}/g, (_, name: 'correlationId' | 'externalId') =>
    // A segment of dots would climb, and dots are not encoded.
    encodeURIComponent(values[name]).replace(/^\.+$/, (dots) => '%2E'.repeat(dots.length)),
  );
}
