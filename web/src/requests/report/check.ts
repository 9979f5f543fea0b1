/**
 * What is wrong with a report before it is sent. The server has the last word; this says the same
 * earlier and in the reader's language.
 */
import type { Answers, Question, WholeType } from '../api';
import type { WordKey } from '../words';
import type { Contact, Draft } from './draft';

/** The longest texts that the server takes, characters. */
export const MOST_WORDS = 4_000;
export const MOST_ADDRESS = 300;
export const MOST_ASSET = 80;
const MOST_TEXT = 250;

/** What is wrong with one field, by the name that the server has for it. */
export interface FieldMistake {
  readonly field: string;
  readonly key: WordKey;
  readonly values?: Readonly<Record<string, string>>;
}

/** The questions that these answers lead to: one with a condition only where that holds. */
export function askedOf(questions: readonly Question[], answers: Answers): readonly Question[] {
  const asked: Question[] = [];
  for (const question of questions) {
    const { when } = question;
    const holds =
      when === null ||
      (asked.some(({ id }) => id === when.question) &&
        (answers[when.question] ?? []).some((answer) => when.is.includes(answer)));
    if (holds) {
      asked.push(question);
    }
  }
  return asked;
}

/** All that is wrong, in the order of the page. */
export function mistakesOf(type: WholeType, draft: Draft): readonly FieldMistake[] {
  const mistakes: FieldMistake[] = [];
  const somewhere =
    draft.position !== null || draft.area !== '' || draft.address.trim() !== '' || draft.asset.trim() !== '';
  if (type.place === 'required' && !somewhere) {
    mistakes.push({ field: 'position', key: 'mistake.place' });
  }
  for (const question of askedOf(type.questions, draft.answers)) {
    const mistake = answerMistake(question, draft.answers[question.id] ?? []);
    if (mistake !== null) {
      mistakes.push({ field: `answers.${question.id}`, ...mistake });
    }
  }
  for (const { part, key } of contactMistakes(draft.contact)) {
    mistakes.push({ field: `contact.${part}`, key });
  }
  return mistakes;
}

function answerMistake(question: Question, given: readonly string[]): Omit<FieldMistake, 'field'> | null {
  const said = given.map((each) => each.trim()).filter((each) => each !== '');
  const first = said[0];
  if (first === undefined) {
    return question.required ? { key: 'mistake.answer' } : null;
  }
  switch (question.answer) {
    case 'text': {
      const most = question.most_characters ?? MOST_TEXT;
      return first.length > most ? { key: 'mistake.long', values: { most: String(most) } } : null;
    }
    case 'number': {
      const least = question.least ?? 0;
      const most = question.most ?? 999_999_999;
      const right = /^-?\d{1,9}$/.test(first) && Number(first) >= least && Number(first) <= most;
      return right ? null : { key: 'mistake.number', values: { least: String(least), most: String(most) } };
    }
    case 'date':
      return /^\d{4}-\d\d-\d\d$/.test(first) && first >= '1900' ? null : { key: 'mistake.date' };
    case 'one-of':
    case 'many-of':
      return null;
  }
}

/** What is wrong with the parts of a contact; an empty one is right. */
export function contactMistakes(
  contact: Contact,
): readonly { readonly part: keyof Contact; readonly key: 'mistake.email' | 'mistake.phone' }[] {
  const email = contact.email.trim();
  const phone = contact.phone.trim();
  return [
    ...(email !== '' && !/^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(email)
      ? [{ part: 'email', key: 'mistake.email' } as const]
      : []),
    ...(phone !== '' && !/^\+?[0-9 ()./x#-]{3,31}$/.test(phone)
      ? [{ part: 'phone', key: 'mistake.phone' } as const]
      : []),
  ];
}
