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

export const byId = (id) => document.getElementById(id);

export function copyButton(text, label = 'Copy') {
  const button = el('button', { type: 'button', className: 'small', textContent: label });
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(text());
      button.textContent = 'Copied';
    } catch {
      button.textContent = 'Select and copy';
    }
    setTimeout(() => { button.textContent = label; }, 1500);
  });
  return button;
}

/** Returns the local time of day of an ISO 8601 instant. */
export const timeOf = (instant) => new Date(instant).toLocaleTimeString(undefined, { hour12: false });

export function elapsed(milliseconds) {
  const seconds = Math.max(0, milliseconds) / 1000;
  if (seconds < 60) {
    return `${seconds.toFixed(1)} s`;
  }
  return `${Math.floor(seconds / 60)} m ${Math.floor(seconds % 60)} s`;
}

/** Indents JSON. Returns any other text unchanged. */
export function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
