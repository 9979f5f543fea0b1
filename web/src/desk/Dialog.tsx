import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useDesk } from './context';
import { useWords } from './words';

interface DialogProps {
  readonly title: string;
  readonly close: () => void;
  readonly children: ReactNode;
}

/**
 * Something that is asked or shown above the desk until it is closed; the focus goes back to where it was. A
 * call that begins to ring closes it: nothing may stand between the agent and the answer.
 */
export function Dialog({ title, close, children }: DialogProps) {
  const { t } = useWords();
  const element = useRef<HTMLDialogElement>(null);
  const heading = useId();
  const call = useDesk().value?.call;
  const rings = call?.stage === 'ringing' ? call.id : null;
  const rangBefore = useRef(rings);
  useEffect(() => {
    if (rings !== null && rings !== rangBefore.current) {
      close();
    }
  }, [rings, close]);
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
