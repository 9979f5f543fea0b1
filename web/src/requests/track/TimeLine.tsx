import type { Happening, PublicRequest } from '../api';
import { useWords, type Words } from '../words';

/** What happened to a request, the latest first. */
export function TimeLine({ request }: { readonly request: PublicRequest }) {
  const words = useWords();
  const lines = request.history.map((each, index) => ({ each, index })).toReversed();
  if (lines.length === 0) {
    return <p>{words.t('track.history.none')}</p>;
  }
  return (
    <ol className="time-line" reversed>
      {lines.map(({ each, index }) => (
        <li key={index} data-what={each.what} data-state={each.state ?? undefined}>
          <p className="time-line-what">{happeningInWords(each, words)}</p>
          {each.outcome !== null && <p>{words.t(`outcome.${each.outcome}`)}</p>}
          {each.department !== null && <p>{each.department.name}</p>}
          {moved(each) && (
            <p>
              {words.t('history.promise_moved', {
                was: words.shortMoment(each.due_was ?? 0),
                became: words.shortMoment(each.due_became ?? 0),
              })}
            </p>
          )}
          {each.text !== null && each.text !== '' && <p className="time-line-text">{each.text}</p>}
          <time dateTime={new Date(each.at).toISOString()}>{words.shortMoment(each.at)}</time>
        </li>
      ))}
    </ol>
  );
}

function moved(each: Happening): boolean {
  return each.due_was !== null && each.due_became !== null && each.due_was !== each.due_became;
}

/** In words what kind of thing it was; a kind that a later server may have is told by the state it left. */
export function happeningInWords(each: Happening, { t }: Words): string {
  switch (each.what) {
    case 'created':
    case 'transferred':
    case 'merged':
    case 'unmerged':
    case 'recalculated':
    case 'comment':
      return t(`history.${each.what}`);
    default:
      return each.state === null ? t('history.other') : t(`history.state.${each.state}`);
  }
}
