// The event stream of the server. Reads everything again when it opens, and when the server asks for it.

import { read } from './document.js';
import { byId } from './dom.js';

const LISTS = { task: 'tasks', upload: 'uploads', 'callback-attempt': 'callback-attempts', request: 'requests' };

function live(text, on) {
  byId('live').textContent = text;
  byId('live').classList.toggle('on', on);
}

/**
 * Listens to the events. Each type has a handler that is called with its new entries, then onChange with the type. onClear is
 * called before everything is read again.
 */
export function listen(handlers, onChange, onClear) {
  /** The events that arrive while everything is read again; null at other times. */
  let pending = null;

  function handle(type, entries) {
    handlers[type](entries);
    onChange(type);
  }

  async function reload() {
    const missed = [];
    pending = missed;
    try {
      const lists = await Promise.all(Object.values(LISTS).map((path) => read(`/__mock/${path}`)));
      if (pending !== missed) {
        return;
      }
      onClear();
      Object.keys(LISTS).forEach((type, i) => handle(type, Array.isArray(lists[i]) ? lists[i] : lists[i].entries));
      pending = null;
      missed.forEach(([type, entries]) => handle(type, entries));
      live('live', true);
    } catch (e) {
      live(`cannot read from the server: ${e.message}`, false);
      setTimeout(reload, 1000);
    }
  }

  function connect() {
    const events = new EventSource('/__mock/events');
    events.addEventListener('open', reload);
    events.addEventListener('resync', reload);
    events.addEventListener('error', () => {
      live('no connection to the server; trying again …', false);
      if (events.readyState === EventSource.CLOSED) {
        setTimeout(connect, 1000);
      }
    });
    for (const type of Object.keys(handlers)) {
      events.addEventListener(type, ({ data }) => {
        const entries = JSON.parse(data);
        // The state is never read again: each of its events is complete.
        if (pending && type !== 'state') {
          pending.push([type, entries]);
        } else {
          handle(type, entries);
        }
      });
    }
  }

  connect();
}
