import { createContext, type ReactNode, use } from 'react';
import { type City, city } from './api';
import { useAsk } from './use-ask';

const CityContext = createContext<City | null>(null);

/** Asks the server once what city this is, for all that stands in it. */
export function CityProvider({ children }: { readonly children: ReactNode }) {
  const asked = useAsk('/api/public/city', city);
  return <CityContext value={asked.last}>{children}</CityContext>;
}

/** The city; null until it is known. */
export function useCity(): City | null {
  return use(CityContext);
}

/** The name that the city gave itself; ours until it is known. */
export function useCityName(): string {
  return useCity()?.name ?? 'City311';
}
