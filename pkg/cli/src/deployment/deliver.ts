import { plain } from '@release-risk/model/plainText';
import type { GlobalOptions } from '../commandContext.ts';
import { CliError, usageError } from '../errors.ts';
import { namedGateway, openGateway } from '../gateway/openGateway.ts';
import type { GatewayOptions } from '../gateway/options.ts';
import type { Io } from '../io.ts';
import { styleFor } from '../terminal/style.ts';
import { readRecord } from './readRecord.ts';

export interface DeliveryOptions extends GatewayOptions {
  readonly requireGateway?: boolean;
}

/** Throws what is wrong with the options, before anything is written: a mistake is no gateway that is down. */
export async function checkDelivery(io: Io, options: DeliveryOptions): Promise<void> {
  if (namedGateway(io, options) !== undefined) await openGateway(io, options);
  else if (options.requireGateway === true) {
    throw usageError('--require-gateway without a gateway', 'Say where it is: --gateway URL.');
  }
}

/**
 * Delivers the record in `file` to the gateway, where one is named. What keeps it from arriving is a warning; with
 * `requireGateway` it is thrown.
 */
export async function deliver(io: Io, globals: GlobalOptions, options: DeliveryOptions, file: string): Promise<void> {
  if (namedGateway(io, options) === undefined) return;
  const style = styleFor(io, io.stderr, globals);
  try {
    const record = await readRecord(file);
    const gateway = await openGateway(io, options);
    const { written } = await gateway.call('putDeployment', { body: record });
    if (!globals.quiet) io.stderr.write(`${plain(record.id)} ${written} in the gateway ${gateway.url}\n`);
  } catch (error) {
    if (options.requireGateway === true || !(error instanceof CliError)) throw error;
    const [message, hint] = [plain(error.message), plain(error.hint)];
    io.stderr.write(`${style.yellow('warning')}  Not delivered to the gateway. ${message}\n    ${style.dim(hint)}\n`);
  }
}
