'use strict';

const ui = SwaggerUIBundle({
  url: '/openapi.yaml',
  dom_id: '#docs',
  deepLinking: true,
  tryItOutEnabled: true,
  defaultModelExpandDepth: 3,
  docExpansion: 'list',
  validatorUrl: null,
  // The mock server accepts any API key by default. The key is shown under "Authorize".
  onComplete: () => ui.preauthorizeApiKey('apiKey', 'any-key'),
});
