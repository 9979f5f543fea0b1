import type { ButtonHTMLAttributes } from 'react';

interface KeyButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** The key that presses it, such as `h` or `Shift+E`. */
  readonly shortcut: string;
  readonly off?: boolean;
}

/** A button that a key presses too, with the key written on it. */
export function KeyButton({ shortcut, off = false, children, className = 'button', onClick, ...rest }: KeyButtonProps) {
  return (
    <button
      type="button"
      className={className}
      data-shortcut={shortcut}
      aria-keyshortcuts={shortcut}
      aria-disabled={off || undefined}
      onClick={(event) => {
        if (!off) {
          onClick?.(event);
        }
      }}
      {...rest}
    >
      <span>{children}</span>
      <kbd aria-hidden="true">{shortcut.replace('Shift+', '⇧')}</kbd>
    </button>
  );
}
