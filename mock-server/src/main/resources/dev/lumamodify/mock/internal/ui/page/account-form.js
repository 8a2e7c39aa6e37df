// The form of the accounts, and the form that resets the server.

import { admin, action } from './forms.js';
import { byId, confirmed, el } from './dom.js';

/** Initializes the forms. Returns a function that shows the accounts. */
export function accountForms() {
  const account = byId('account').elements;
  const { update } = action('account', ({ credits, maintenance, disabled }) => admin('PUT', 'account',
    { credits: Number(credits.value), maintenance: maintenance.checked, disabled: disabled.checked }));
  action('reset', () => admin('POST', 'reset'),
    { beforeSend: () => confirmed('Reset the server? Everything that it has recorded is removed.', 'Reset') });
  return ({ credits, maintenance, disabled }, accounts) => {
    byId('accounts').replaceChildren(...accounts.map((each) => el('li', {},
      el('code', { textContent: each.account }), ` ${each.credits} credits`)));
    if (!byId('account').contains(document.activeElement)) {
      account.credits.value = credits;
      account.maintenance.checked = maintenance;
      account.disabled.checked = disabled;
      update();
    }
  };
}
