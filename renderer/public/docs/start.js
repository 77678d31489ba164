// The API reference of GET /api/docs: shows this server's own document and calls nobody else, so that it reads the same without
// the internet. A file of its own because the content security policy allows no inline script.
/* global Scalar */
Scalar.createApiReference('#docs', {
  url: '/api/openapi.json',
  title: 'TicketWave Box Office API',
  // Requests that are tried out go straight to this box office; its token stays in the page's memory.
  proxyUrl: '',
  persistAuth: false,
  authentication: { preferredSecurityScheme: 'bearer' },
  withDefaultFonts: false,
  telemetry: false,
  agent: { disabled: true },
  mcp: { disabled: true },
  hideClientButton: true,
  showDeveloperTools: 'never',
  documentDownloadType: 'direct',
  defaultHttpClient: { targetKey: 'shell', clientKey: 'curl' },
  customCss: `
    :root { --scalar-font: system-ui, 'Segoe UI', Roboto, sans-serif; --scalar-font-code: ui-monospace, Consolas, monospace; }
    a[href^='https://'] { display: none; }
  `,
});
