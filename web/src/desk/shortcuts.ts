/**
 * Keys that press the buttons which bear them. A button says its key in `data-shortcut`, shows it, and
 * is pressed by it as long as it is there; so no key does what could not be clicked at that moment.
 */

/** Fields in which keys write. */
const WRITING =
  'input:not([type="radio"], [type="checkbox"], [type="button"], [type="submit"], [type="range"]), textarea, select, [contenteditable]:not([contenteditable="false"]), [role="application"], [role="application"] *';

const KEPT_AS = 'city311.desk.shortcuts';

/** What of a key press counts. */
export interface Press {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly repeat: boolean;
  readonly isComposing: boolean;
}

/** A shortcut as the buttons name it: `h`, or `Shift+E`; null for a press that is none. */
export function shortcutOf(press: Press): string | null {
  if (press.ctrlKey || press.altKey || press.metaKey || press.repeat || press.isComposing) {
    return null;
  }
  if (press.key.length !== 1 || press.key === ' ') {
    return null;
  }
  return press.key !== press.key.toLowerCase() ? `Shift+${press.key}` : press.key;
}

/** Whether keys write there, where they must not do anything else. */
export function isWriting(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches(WRITING);
}

/** The button that bears this shortcut now; those beneath an open dialog do not count. */
export function bearerOf(shortcut: string, root: Document): HTMLElement | null {
  const within = root.querySelector('dialog[open]') ?? root;
  const bearer = within.querySelector<HTMLElement>(`[data-shortcut="${CSS.escape(shortcut)}"]`);
  return bearer === null || bearer.getAttribute('aria-disabled') === 'true' ? null : bearer;
}

/** Presses buttons by their keys until the function that it gives back is called. */
export function listen(root: Document, isOn: () => boolean): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented) {
      return;
    }
    if (isWriting(event.target)) {
      if (event.key === 'Escape' && event.target instanceof HTMLElement && !event.isComposing) {
        event.target.blur();
      }
      return;
    }
    const shortcut = isOn() ? shortcutOf(event) : null;
    const bearer = shortcut === null ? null : bearerOf(shortcut, root);
    if (bearer !== null) {
      event.preventDefault();
      if (bearer.matches('input, textarea, select')) {
        bearer.focus();
      } else {
        bearer.click();
      }
    }
  };
  root.addEventListener('keydown', onKeyDown);
  return () => {
    root.removeEventListener('keydown', onKeyDown);
  };
}

/** Whether this agent wants keys; so unless they said otherwise (WCAG 2.2, 2.1.4). */
export function wantsShortcuts(): boolean {
  try {
    return localStorage.getItem(KEPT_AS) !== 'off';
  } catch {
    return true;
  }
}

export function keepShortcuts(on: boolean): void {
  try {
    localStorage.setItem(KEPT_AS, on ? 'on' : 'off');
  } catch {
    // Then the choice lasts as long as the page.
  }
}
