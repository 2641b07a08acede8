import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readModel } from '@release-risk/language/document/readModel';
import type { RiskModel } from '@release-risk/model/model';

/** The example of the repository: everything shown in tests is scored by it. */
export const LEAD_BOT: RiskModel = leadBot();

function leadBot(): RiskModel {
  const file = join(process.cwd(), 'examples/telegram-lead-bot.yaml');
  const read = readModel(readFileSync(file, 'utf8'), file);
  if (!read.ok) throw new Error('the example cannot be read');
  return read.model;
}
