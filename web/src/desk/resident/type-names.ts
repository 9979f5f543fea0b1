import { useMemo } from 'react';
import { useAsk } from '../../requests/use-ask';
import { staffTypes } from '../api';
import { readSignedIn } from '../net';

/** Each type's name by its id, in this language; empty until they are known. */
export function useTypeNames(language: string): Readonly<Record<string, string>> {
  const types = useAsk(`/api/requests/types?language=${language}`, staffTypes, readSignedIn).last;
  return useMemo(() => Object.fromEntries((types ?? []).map(({ id, name }) => [id, name])), [types]);
}
