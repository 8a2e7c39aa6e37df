'use strict';

const dark = matchMedia('(prefers-color-scheme: dark)');
const applyColourScheme = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
dark.addEventListener('change', applyColourScheme);
applyColourScheme();

const ui = SwaggerUIBundle({
  url: '/docs/openapi.json',
  dom_id: '#docs',
  deepLinking: true,
  tryItOutEnabled: true,
  defaultModelExpandDepth: 3,
  docExpansion: 'list',
  validatorUrl: null,
  // The mock server accepts any API key by default. The key is shown under "Authorize".
  onComplete: () => ui.preauthorizeApiKey('apiKey', 'any-key'),
});
