import { useId } from 'react';
import type { Call } from './call-line';
import type { Line, Phone } from './phone';
import './phone.css';
import type { Quality } from './quality';
import { useMicrophones, usePhoneState } from './use-phone';
import { type PhoneKey, usePhoneWords } from './words';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] as const;

const ENDINGS = {
  'signed-out': 'phone.signed_out',
  'taken-over': 'phone.taken_over',
  'cut-off': 'phone.cut_off',
  insecure: 'phone.insecure',
  denied: 'phone.denied',
  absent: 'phone.absent',
} as const satisfies Record<string, PhoneKey>;

/** The phone: how it stands, its call, its keys, the microphone and how it sounds. */
export function PhonePanel({ phone }: { readonly phone: Phone }) {
  const { t } = usePhoneWords();
  const { line, call, quality, microphone } = usePhoneState(phone);
  const isOn = line.kind === 'connecting' || line.kind === 'ready' || line.kind === 'lost';
  return (
    <section className="phone" aria-label={t('phone.title')} data-line={line.kind} data-call={call?.stage ?? 'none'}>
      <LineState line={line} />
      {line.kind === 'off' && <Do key="on" what="phone.start" act={() => void phone.start()} main />}
      {line.kind === 'ended' && <Ended why={line.why} start={() => void phone.start()} />}
      {call !== null && <CallCard call={call} phone={phone} />}
      {call !== null && quality !== null && <Sound quality={quality} />}
      {isOn && <MicrophoneChoice chosen={microphone} choose={(id) => void phone.choose(id)} />}
      {isOn && call === null && (
        <div className="phone-acts">
          <Do what="phone.echo.do" act={phone.testEcho} disabled={line.kind !== 'ready'} />
          <Do what="phone.stop" act={phone.stop} />
        </div>
      )}
    </section>
  );
}

interface DoProps {
  readonly what: PhoneKey;
  readonly act: () => void;
  readonly main?: boolean;
  readonly disabled?: boolean;
}

function Do({ what, act, main = false, disabled = false }: DoProps) {
  const { t } = usePhoneWords();
  return (
    <button type="button" className={main ? 'button' : 'phone-button'} onClick={act} disabled={disabled}>
      {t(what)}
    </button>
  );
}

function LineState({ line }: { readonly line: Line }) {
  const { t } = usePhoneWords();
  const said = {
    off: 'phone.off',
    connecting: 'phone.connecting',
    ready: 'phone.ready',
    lost: 'phone.lost',
    ended: 'phone.off',
  } as const;
  const means = { off: 'phone.off.means', lost: 'phone.lost.means' } as const;
  return (
    <div role="status" className="phone-line">
      <p className="phone-line-name">{t(said[line.kind])}</p>
      {(line.kind === 'off' || line.kind === 'lost') && <p>{t(means[line.kind])}</p>}
    </div>
  );
}

interface EndedProps {
  readonly why: keyof typeof ENDINGS;
  readonly start: () => void;
}

function Ended({ why, start }: EndedProps) {
  const { t } = usePhoneWords();
  return (
    <div role="alert" className="phone-notice">
      <p>{t(ENDINGS[why])}</p>
      {why === 'signed-out' && <a href="/sign-in">{t('phone.signed_out.do')}</a>}
      {why === 'taken-over' && <Do what="phone.start_here" act={start} main />}
      {(why === 'denied' || why === 'absent' || why === 'cut-off') && <Do what="phone.again" act={start} main />}
    </div>
  );
}

function CallCard({ call, phone }: { readonly call: Call; readonly phone: Phone }) {
  const { t } = usePhoneWords();
  const heading = useId();
  const { from } = call;
  const said = {
    rings: from === '' ? t('phone.rings.unknown') : t('phone.rings', { from }),
    begins: t('phone.begins'),
    talks: from === '' ? t('phone.talks.unknown') : t('phone.talks', { from }),
  }[call.stage];
  return (
    <section className="phone-call" aria-labelledby={heading}>
      <div role={call.stage === 'rings' ? 'alert' : undefined}>
        <h2 id={heading}>{call.isEcho ? t('phone.echo') : said}</h2>
      </div>
      {call.isEcho && <p>{t('phone.echo.means')}</p>}
      <div className="phone-acts">
        {call.stage === 'rings' && <Do what="phone.answer" act={phone.answer} main />}
        {call.stage === 'talks' && (
          <button
            type="button"
            className="phone-button"
            aria-pressed={call.muted}
            onClick={() => {
              phone.mute(!call.muted);
            }}
          >
            {t('phone.mute')}
          </button>
        )}
        <Do what={call.stage === 'rings' ? 'phone.refuse' : 'phone.hang_up'} act={phone.hangUp} />
      </div>
      {call.stage === 'talks' && !call.isEcho && <Keypad press={phone.press} />}
    </section>
  );
}

function Keypad({ press }: { readonly press: (key: string) => void }) {
  const { t } = usePhoneWords();
  return (
    <div className="phone-keys" role="group" aria-label={t('phone.keys')}>
      {KEYS.map((key) => (
        <button
          key={key}
          type="button"
          aria-label={t('phone.key', { key })}
          onClick={() => {
            press(key);
          }}
        >
          {key}
        </button>
      ))}
    </div>
  );
}

interface MicrophoneChoiceProps {
  readonly chosen: string | null;
  readonly choose: (id: string) => void;
}

function MicrophoneChoice({ chosen, choose }: MicrophoneChoiceProps) {
  const { t } = usePhoneWords();
  const id = useId();
  const there = useMicrophones(chosen !== null);
  return (
    <p className="phone-microphone">
      <label htmlFor={id}>{t('phone.microphone')}</label>
      <select
        id={id}
        value={chosen ?? ''}
        onChange={({ target }) => {
          choose(target.value);
        }}
      >
        {there.map((each, index) => (
          <option key={each.id} value={each.id}>
            {each.name === '' ? t('phone.microphone.unnamed', { number: String(index + 1) }) : each.name}
          </option>
        ))}
      </select>
    </p>
  );
}

function Sound({ quality }: { readonly quality: Quality }) {
  const { t, percent, whole } = usePhoneWords();
  const { verdict, loss, jitter, roundTrip } = quality;
  const trip =
    roundTrip === null ? t('phone.quality.trip.unknown') : t('phone.quality.trip', { ms: whole(roundTrip) });
  return (
    <div className="phone-sound" data-verdict={verdict}>
      <p role={verdict === 'good' ? undefined : 'status'}>
        <strong>{t('phone.quality')}:</strong> {t(`phone.quality.${verdict}`)}
      </p>
      <p className="phone-figures">
        {t('phone.quality.figures', { loss: percent(loss), jitter: whole(jitter), trip })}
      </p>
    </div>
  );
}
