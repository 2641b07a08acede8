import type { RollbackDetail } from '@release-risk/contract/rollback';
import MarkdownIt from 'markdown-it';
import { reportMarkdown, reportTitle, type ReportOptions } from './reportMarkdown.ts';
import { REPORT_STYLE } from './reportStyle.ts';

const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false });
// A report loads nothing from elsewhere, and wide tables scroll by themselves.
markdown.disable('image');
markdown.renderer.rules['table_open'] = () => '<div class="table"><table>\n';
markdown.renderer.rules['table_close'] = () => '</table></div>\n';
markdown.renderer.rules['link_open'] = (tokens, at, options, _env, self) => {
  tokens[at]?.attrSet('rel', 'noopener noreferrer');
  return self.renderToken(tokens, at, options);
};

/** The report as one page that needs nothing else: no script, no font, no image from anywhere. */
export function reportHtml(detail: RollbackDetail, options: ReportOptions): string {
  const title = markdown.utils.escapeHtml(reportTitle(detail));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>
${REPORT_STYLE}</style>
</head>
<body>
<main>
${markdown.render(reportMarkdown(detail, options))}</main>
</body>
</html>
`;
}
