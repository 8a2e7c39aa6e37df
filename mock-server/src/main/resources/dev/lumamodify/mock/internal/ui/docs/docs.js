'use strict';

const ui = SwaggerUIBundle({
  url: '/openapi.yaml',
  dom_id: '#docs',
  deepLinking: true,
  tryItOutEnabled: true,
  defaultModelExpandDepth: 3,
  docExpansion: 'list',
  validatorUrl: null,
  // The mock takes any key unless it was told which ones: one click less. It is shown under "Authorize".
  onComplete: () => ui.preauthorizeApiKey('apiKey', 'any-key'),
});
