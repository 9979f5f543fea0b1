import type { Ref } from 'react';

interface TextFieldProps {
  readonly id: string;
  readonly name: string;
  readonly type?: 'text' | 'password';
  readonly hint?: string;
  readonly autoComplete: string;
  readonly value: string;
  readonly change: (value: string) => void;
  readonly ref?: Ref<HTMLInputElement>;
}

/** A field for one line, with its name and what helps to fill it in. */
export function TextField({ id, name, type = 'text', hint, autoComplete, value, change, ref }: TextFieldProps) {
  return (
    <div className="field">
      <label className="field-name" htmlFor={id}>
        {name}
      </label>
      {hint !== undefined && (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <input
        ref={ref}
        id={id}
        type={type}
        autoComplete={autoComplete}
        autoCapitalize="none"
        spellCheck={false}
        maxLength={128}
        value={value}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onChange={(event) => {
          change(event.target.value);
        }}
      />
    </div>
  );
}
