import { useEffect, useState } from 'react';
import { useParts, usePhone } from '../context';
import { Dialog } from '../Dialog';
import { KeyButton } from '../Key';
import { useWords } from '../words';

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];

/** What the softphone itself does in a talk: mute, and the keypad. Nothing where a telephone does it. */
export function PhoneKeys() {
  const { t } = useWords();
  const { phone } = useParts();
  const state = usePhone();
  const [keypad, setKeypad] = useState(false);
  if (phone === null || state === null) {
    return null;
  }
  return (
    <>
      <KeyButton
        shortcut="m"
        className={state.muted ? 'button button-on' : 'button button-quiet'}
        aria-pressed={state.muted}
        off={state.line !== 'talking'}
        onClick={() => {
          phone.mute(!state.muted);
        }}
      >
        {t(state.muted ? 'phone.muted' : 'phone.mute')}
      </KeyButton>
      <KeyButton
        shortcut="k"
        className="button button-quiet"
        aria-haspopup="dialog"
        off={state.line !== 'talking'}
        onClick={() => {
          setKeypad(true);
        }}
      >
        {t('keypad.open')}
      </KeyButton>
      {keypad && (
        <Keypad
          press={phone.sendDigits}
          close={() => {
            setKeypad(false);
          }}
        />
      )}
    </>
  );
}

interface KeypadProps {
  readonly press: (digit: string) => void;
  readonly close: () => void;
}

/** The keys of a telephone; those of the computer press them as well. */
function Keypad({ press, close }: KeypadProps) {
  const { t } = useWords();
  const [pressed, setPressed] = useState('');
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (DIGITS.includes(event.key) && !event.ctrlKey && !event.altKey && !event.metaKey) {
        event.preventDefault();
        press(event.key);
        setPressed((before) => before + event.key);
      }
    };
    document.addEventListener('keydown', onKeyDown);
    return () => {
      document.removeEventListener('keydown', onKeyDown);
    };
  }, [press]);
  return (
    <Dialog title={t('keypad.open')} close={close}>
      <output className="keypad-pressed" aria-label={t('keypad.pressed')}>
        {pressed}
      </output>
      <div className="keypad">
        {DIGITS.map((digit) => (
          <button
            key={digit}
            type="button"
            className="button button-quiet"
            onClick={() => {
              press(digit);
              setPressed((before) => before + digit);
            }}
          >
            {digit}
          </button>
        ))}
      </div>
    </Dialog>
  );
}
