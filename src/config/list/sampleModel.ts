import text from '../../../examples/telegram-lead-bot.yaml?raw';
import type { ModelDocument } from '../draft/modelDocument.ts';
import { documentIn } from '../draft/yamlText.ts';

/** The example of the repository: the Telegram lead bot. */
export function sampleModel(): ModelDocument {
  return documentIn(text) ?? {};
}
