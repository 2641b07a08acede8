/** The look of a report: light and dark as the reader has it, and on paper. */
export const REPORT_STYLE = `:root { --text: #1c2127; --quiet: #59636e; --line: #d8dee4; --shade: #f6f8fa; --link: #0b57c2; --back: #ffffff; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e4e8ec; --quiet: #9aa5b1; --line: #343c46; --shade: #1d232b; --link: #7db2ff; --back: #14181d; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--text); font: 15px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; }
main { max-width: 1000px; margin: 0 auto; padding: 32px 24px 64px; overflow-wrap: anywhere; }
h1 { font-size: 26px; line-height: 1.25; margin: 0 0 16px; }
h2 { font-size: 18px; margin: 36px 0 10px; padding-bottom: 6px; border-bottom: 1px solid var(--line); }
p, ul { margin: 0 0 14px; }
ul { padding-left: 22px; }
li { margin: 4px 0; }
a { color: var(--link); }
.table { overflow-x: auto; margin: 0 0 14px; }
table { border-collapse: collapse; width: 100%; font-size: 14px; }
th, td { text-align: left; vertical-align: top; padding: 7px 12px; border-bottom: 1px solid var(--line); unicode-bidi: isolate; }
th { color: var(--quiet); font-weight: 600; background: var(--shade); white-space: nowrap; }
td { min-width: 84px; overflow-wrap: break-word; font-variant-numeric: tabular-nums; }
td:first-child { min-width: 184px; }
@media (max-width: 640px) { main { padding: 20px 14px 40px; } td { min-width: 72px; } td:first-child { min-width: 96px; } th, td { padding: 6px 8px; } }
@media print {
  :root { --text: #000; --quiet: #444; --line: #bbb; --shade: #f2f2f2; --link: #000; --back: #fff; }
  main { max-width: none; padding: 0; }
  h2 { break-after: avoid; }
  tr { break-inside: avoid; }
  .table { overflow: visible; }
}
`;
