// The clock of the server: in the header with the next scheduled event, and its form.

import { admin, action, send } from './forms.js';
import { byId, elapsed } from './dom.js';

const clock = { now: Date.now(), at: Date.now(), manual: false, next: null };
const listeners = [];

/** The time of the server. */
export const mockNow = () => clock.now + (clock.manual ? 0 : Date.now() - clock.at);

/** Calls a listener about five times a second. */
export const onTime = (listener) => listeners.push(listener);

function tick() {
  byId('clock').textContent = `${clock.manual ? 'clock, stopped at' : 'clock'} ${new Date(mockNow()).toLocaleString()}`;
  byId('next').hidden = !clock.next;
  byId('next').lastElementChild.hidden = !clock.manual;
  if (clock.next) {
    byId('next').firstElementChild.textContent = `next, in ${elapsed(Date.parse(clock.next.at) - mockNow())}: ${clock.next.event}`;
  }
  listeners.forEach((listener) => listener());
}

/** Initializes the form. Returns a function that shows the clock. */
export function clockForm() {
  const { mode } = byId('time').elements;
  const { status } = action('time', ({ by }) => admin('POST', 'clock/advance', { by: by.value }));
  mode.addEventListener('change', () => send(admin('PUT', 'clock', { mode: mode.value }), status));
  byId('next').lastElementChild.addEventListener('click', () => {
    const by = Math.max(0, Math.ceil(Date.parse(clock.next.at) - mockNow()));
    // An instant has microseconds. One millisecond more reaches the event.
    send(admin('POST', 'clock/advance', { by: `${by + 1}ms` }), status);
  });
  setInterval(tick, 200);
  return ({ mode: current, now, aheadSeconds, next }) => {
    const at = Date.now();
    Object.assign(clock, { now: now ? Date.parse(now) : at + 1000 * aheadSeconds, at, manual: current === 'manual', next });
    mode.value = current;
    tick();
  };
}
