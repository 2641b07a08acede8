import { plain } from '@release-risk/model/plainText';

export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly message: string;
  readonly title?: string;
  readonly file?: string;
  readonly line?: number;
  readonly col?: number;
}

/** The text after `::`: the runner decodes exactly these three. */
export function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** The value of a property: there, a colon and a comma would end it. */
export function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** One workflow command that GitHub Actions shows beside the run, or beside the line of a file. */
export function annotationLine({ level, message, ...properties }: Annotation): string {
  const written = Object.entries(properties)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${escapeProperty(plain(String(value)))}`);
  // Messages may have lines of their own; other control characters have no business in a log.
  const text = message.split('\n').map(plain).join('\n');
  return `::${level}${written.length === 0 ? '' : ` ${written.join(',')}`}::${escapeData(text)}\n`;
}

/** Whether the log is read by GitHub's runner. */
export function underGithubActions(env: Readonly<Record<string, string | undefined>>): boolean {
  return env['GITHUB_ACTIONS'] === 'true';
}
