import { useSpeech } from './context';
import { languages, say } from './language';

/** One button for each language, each written in its own. */
export function LanguageSwitch() {
  const { language, choose, t } = useSpeech();
  return (
    <div className="language-switch" role="group" aria-label={t('language.switch')}>
      {languages.map((each) => (
        <button
          key={each}
          type="button"
          lang={each}
          aria-pressed={each === language}
          onClick={() => {
            choose(each);
          }}
        >
          {say(each, 'language.name')}
        </button>
      ))}
    </div>
  );
}
