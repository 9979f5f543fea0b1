import { useWords } from '../words';

export type Days = 30 | 90;

interface DaysSwitchProps {
  readonly days: Days;
  readonly choose: (days: Days) => void;
}

/** Over how long the keeping of the standards is told. */
export function DaysSwitch({ days, choose }: DaysSwitchProps) {
  const { t, number } = useWords();
  return (
    <fieldset className="days-switch">
      <legend className="visually-hidden">{t('standards.days.label')}</legend>
      {([30, 90] as const).map((each) => (
        <label key={each}>
          <input
            type="radio"
            name="days"
            checked={days === each}
            onChange={() => {
              choose(each);
            }}
          />
          <span>{t('standards.days', { days: number(each) })}</span>
        </label>
      ))}
    </fieldset>
  );
}
