/** One file that holds the page and a trace: opens anywhere, asks nobody. */

import type { ViewerContext } from './context.ts';
import { exportableQueries, type Snapshot } from './snapshot.ts';

export async function exportHtml(context: ViewerContext, trace: string): Promise<string> {
  const snapshot = await exportableQueries(context, trace);
  const [script, style] = [context.files.textOf('.js'), context.files.textOf('.css')];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="content-security-policy" content="default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'">
<title>Trace ${escapeHtml(trace.slice(0, 8))}</title>
<style>${style.replace(/<\//g, '<\\/')}</style>
</head>
<body>
<div id="page"></div>
<script type="application/json" id="snapshot">${escapeJson(snapshot)}</script>
<script type="module">${script.replace(/<\/(script)/gi, '<\\/$1').replace(/<!--/g, '<\\!--')}</script>
</body>
</html>
`;
}

const escapeHtml = (text: string): string => text.replace(/[^\w.-]/g, '');

/** Nothing in it ends the element that holds it. */
const escapeJson = (snapshot: Snapshot): string =>
  JSON.stringify(snapshot).replace(
    /[<>\u2028\u2029&]/g,
    (it) => `\\u${it.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
