/** What is wrong with the field below; nothing when nothing is. */
export function MistakeText({ id, text }: { readonly id: string; readonly text: string | undefined }) {
  return text === undefined ? null : (
    <p className="field-mistake" id={id}>
      {text}
    </p>
  );
}
