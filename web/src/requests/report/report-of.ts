import type { WholeType } from '../api';
import { askedOf } from './check';
import { answersOf, type Draft } from './draft';

/** The report as it is sent: what is empty is left out. */
export function reportOf(type: WholeType, draft: Draft, language: string) {
  const { name, email, phone } = draft.contact;
  const contact = { name: name.trim(), email: email.trim(), phone: phone.trim() };
  const somewhere = type.place !== 'none';
  return {
    type: type.id,
    language,
    words: draft.words.trim(),
    answers: answersOf(draft.answers, askedOf(type.questions, draft.answers)),
    ...(somewhere && draft.position),
    address: somewhere ? addressOf(draft) : '',
    asset: somewhere ? draft.asset.trim() : '',
    ...(Object.values(contact).some((part) => part !== '') && { contact }),
    attachments: draft.attachments.map(({ id }) => id),
    key: draft.key,
  };
}

/** With no pin, the neighbourhood from the list is all that tells where in the city an address is. */
function addressOf({ address, area, position }: Draft): string {
  const parts = position === null ? [address.trim(), area] : [address.trim()];
  return parts.filter((part) => part !== '').join(', ');
}
