/** What the resident said is wrong goes along to the report's page, and not into an address that is logged. */
const KEPT_AS = 'city311.requests.said';

/** Empty where nothing was said, or the browser keeps nothing. */
export function saidBefore(): string {
  try {
    return sessionStorage.getItem(KEPT_AS) ?? '';
  } catch {
    return '';
  }
}

export function keepSaid(said: string): void {
  try {
    if (said === '') {
      sessionStorage.removeItem(KEPT_AS);
    } else {
      sessionStorage.setItem(KEPT_AS, said);
    }
  } catch {
    // Then the resident writes it again.
  }
}
