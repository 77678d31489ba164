import type { Context } from 'koa';

/** The API's documentation, readable without the internet: the reader's script comes from this server, its fonts and telemetry are off. */
export function docsPage(ctx: Context): void {
  ctx.type = 'html';
  ctx.body = `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>TicketWave Box Office API</title>
  <link rel="icon" href="data:,">
</head>
<body>
  <noscript>The machine-readable document is at <a href="/api/openapi.json">/api/openapi.json</a>.</noscript>
  <main id="docs"></main>
  <script src="/docs/api-reference.js"></script>
  <script src="/docs/start.js"></script>
</body>
</html>`;
}
