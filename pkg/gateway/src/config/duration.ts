import { parseDuration } from '@release-risk/language/queryText/duration';
import { z } from 'zod';

/** A duration as people write it, such as `30s`, `10m` or `7d`; milliseconds once it is read. */
export const durationSchema = z
  .string()
  .meta({ title: 'duration' })
  .transform((written, context) => {
    const seconds = parseDuration(written);
    if (seconds !== undefined) return seconds * 1000;
    context.addIssue({ code: 'custom', message: `"${written}" is not a duration such as 30s, 10m or 7d` });
    return z.NEVER;
  });
