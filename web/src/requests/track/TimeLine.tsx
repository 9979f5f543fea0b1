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
          <PromiseMoved each={each} words={words} />
          {each.text !== null && each.text !== '' && <p className="time-line-text">{each.text}</p>}
          <time dateTime={new Date(each.at).toISOString()}>{words.shortMoment(each.at)}</time>
        </li>
      ))}
    </ol>
  );
}

function PromiseMoved({ each, words }: { readonly each: Happening; readonly words: Words }) {
  const moved = promiseMoved(each, words);
  return moved === null ? null : <p>{words.t('history.promise_moved', moved)}</p>;
}

/** From when to when, in words; null if these are the same: a request that was closed for a second moves by a second. */
export function promiseMoved(
  { due_was, due_became }: Pick<Happening, 'due_was' | 'due_became'>,
  { shortMoment }: Words,
): { readonly was: string; readonly became: string } | null {
  if (due_was === null || due_became === null) {
    return null;
  }
  const [was, became] = [shortMoment(due_was), shortMoment(due_became)];
  return was === became ? null : { was, became };
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
