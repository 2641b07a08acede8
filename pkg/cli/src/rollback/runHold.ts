import type { Hold } from '@release-risk/contract/hold';
import { plain } from '@release-risk/model/plainText';
import { durationOption } from '../arguments/duration.ts';
import { momentOption, spokenMoment } from '../arguments/moment.ts';
import type { GlobalOptions } from '../commandContext.ts';
import { usageError } from '../errors.ts';
import { EXIT, type ExitCode } from '../exitCode.ts';
import { openGateway } from '../gateway/openGateway.ts';
import type { GatewayOptions } from '../gateway/options.ts';
import type { Io } from '../io.ts';
import { jsonText } from '../report/jsonText.ts';
import { heldName } from './holdsReport.ts';
import { orSaidNo } from './saidNo.ts';
import { serviceLabels } from './serviceLabels.ts';

export interface HoldOptions extends GatewayOptions {
  readonly service?: string;
  readonly for?: string;
  readonly until?: string;
  readonly reason?: string;
}

/** Keeps rollbacks of a service from being triggered until a moment. */
export async function runHold(io: Io, globals: GlobalOptions, options: HoldOptions): Promise<ExitCode> {
  const body = newHold(io.clock.now(), options);
  return orSaidNo(io, globals, async () => {
    const gateway = await openGateway(io, options);
    const hold: Hold = await gateway.call('hold', { body });
    if (globals.format === 'json') io.stdout.write(jsonText(io.stdout, hold));
    else if (!globals.quiet) {
      const until = spokenMoment(Date.parse(hold.until));
      io.stdout.write(
        `${plain(heldName(hold.labels))} is held until ${until}. End it: release-risk rollback hold end ${plain(hold.id)}\n`,
      );
    }
    return EXIT.ok;
  });
}

/** Ends a hold before its time. */
export async function runEndHold(
  io: Io,
  globals: GlobalOptions,
  id: string,
  options: GatewayOptions,
): Promise<ExitCode> {
  return orSaidNo(io, globals, async () => {
    const gateway = await openGateway(io, options);
    const left = await gateway.call('endHold', { path: { id } });
    if (globals.format === 'json') io.stdout.write(jsonText(io.stdout, left));
    else if (!globals.quiet) {
      const rest = left.holds.length === 0 ? 'Nothing is held' : `${left.holds.length} still held`;
      io.stdout.write(`Ended ${plain(id)}. ${rest}.\n`);
    }
    return EXIT.ok;
  });
}

function newHold(now: number, { service, for: length, until, reason }: HoldOptions) {
  if (service === undefined) throw usageError('Nothing is named to hold', 'Say which: --service lead-bot.');
  if ((length === undefined) === (until === undefined)) {
    throw usageError('A hold ends by itself, and it is not said when', 'Say --for 30m, or --until with a time.');
  }
  const said = reason?.trim() ?? '';
  if (said.length < 3 || said.length > 500) {
    throw usageError('--reason has to be from 3 to 500 characters', 'Everybody reads it who waits for the rollback.');
  }
  const ends =
    length === undefined
      ? momentOption('--until', until ?? '', now)
      : now + 1000 * durationOption('--for', length, 'positive');
  if (ends <= now) throw usageError('The hold would end before it began', 'Give --until a time that is to come.');
  return { labels: serviceLabels(service), reason: said, until: new Date(ends).toISOString() };
}
