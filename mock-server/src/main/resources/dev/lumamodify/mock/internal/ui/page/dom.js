// Builds elements. Text is always inserted as text, never as HTML.

/** Creates an element. Sets properties as properties, and aria-* and role as attributes. Strings become text. */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === 'role' || name.startsWith('aria-')) {
      element.setAttribute(name, value);
    } else {
      element[name] = value;
    }
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** Creates an SVG element with attributes. */
export function svg(tag, attributes, ...children) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
  element.append(...children);
  return element;
}

export const byId = (id) => document.getElementById(id);

export function button(label, onClick, properties = {}) {
  const element = el('button', { type: 'button', className: 'small', textContent: label, ...properties });
  element.addEventListener('click', () => onClick(element));
  return element;
}

export const copyButton = (text, label = 'Copy') => button(label, async (element) => {
  try {
    await navigator.clipboard.writeText(text());
    element.textContent = 'Copied';
  } catch {
    element.textContent = 'Select and copy';
  }
  setTimeout(() => { element.textContent = label; }, 1500);
});

/** A command with a button that copies it. */
export const command = (text) => el('div', { className: 'curl' }, el('pre', { textContent: text, tabIndex: 0 }), copyButton(() => text));

/** Asks a question. Returns whether the user agrees. */
export function confirmed(question, action) {
  const dialog = byId('confirm');
  byId('question').textContent = question;
  dialog.querySelector('.danger').textContent = action;
  dialog.returnValue = '';
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true });
  });
}

/** Returns the local time of day of an ISO 8601 instant, with milliseconds. */
export function timeOf(instant) {
  const time = new Date(instant);
  return `${time.toLocaleTimeString(undefined, { hour12: false })}.${String(time.getMilliseconds()).padStart(3, '0')}`;
}

export function elapsed(milliseconds) {
  const seconds = Math.max(0, milliseconds) / 1000;
  if (seconds < 1) {
    return `${Math.round(seconds * 1000)} ms`;
  } else if (seconds < 60) {
    return `${seconds.toFixed(1)} s`;
  }
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} m ${Math.floor(seconds % 60)} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} m`;
}

export function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Indents JSON. Returns any other text unchanged. */
export function pretty(text) {
  const value = parsed(text);
  return value === null ? text : JSON.stringify(value, null, 2);
}
