/** The page: boot data as JSON, which cannot end its own element, and the script. */
export function pageHtml(boot: object): string {
  const json = JSON.stringify(boot).replaceAll('<', '\\u003c');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<base href="/">
<title>Stand-in for Grafana</title>
</head>
<body>
<script type="application/json" id="boot">${json}</script>
<div id="reactRoot"></div>
<script src="/host/page.js"></script>
</body>
</html>
`;
}
