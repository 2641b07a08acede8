/** The page: boot data as JSON, which cannot end its own element, and the script. Its few styles are Grafana's own. */
export function pageHtml(boot: object, paths: { readonly script: string; readonly styles: string }): string {
  const json = JSON.stringify(boot).replaceAll('<', '\\u003c');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<base href="/">
<title>Stand-in for Grafana</title>
<link rel="stylesheet" href="${paths.styles}">
<style>
  html, body, #reactRoot { height: 100%; }
  body { margin: 0; }
</style>
</head>
<body>
<script type="application/json" id="boot">${json}</script>
<div id="reactRoot"></div>
<script src="${paths.script}"></script>
</body>
</html>
`;
}
