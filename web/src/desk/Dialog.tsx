import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useWords } from './words';

interface DialogProps {
  readonly title: string;
  readonly close: () => void;
  readonly children: ReactNode;
}

/** Something that is asked or shown above the desk until it is closed; the focus goes back to where it was. */
export function Dialog({ title, close, children }: DialogProps) {
  const { t } = useWords();
  const element = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const it = element.current;
    it?.showModal();
    // A field to write in comes before the way out.
    it?.querySelector('input')?.focus();
    return () => {
      it?.close();
    };
  }, []);
  return (
    <dialog
      ref={element}
      className="desk-dialog"
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      <div className="desk-dialog-head">
        <h2 id={heading}>{title}</h2>
        <button type="button" className="button-plain" onClick={close}>
          {t('desk.close')}
        </button>
      </div>
      {children}
    </dialog>
  );
}
