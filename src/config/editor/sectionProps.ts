import type { Diagnostic } from '@release-risk/language/diagnostics/diagnostic';
import type { ModelDocument } from '../draft/modelDocument.ts';

/** What each part of the form gets: the whole document, and what was found in it. */
export interface SectionProps {
  readonly document: ModelDocument;
  readonly onChange: (document: ModelDocument) => void;
  readonly diagnostics: readonly Diagnostic[];
}
