/** What an agent prefers on this computer. */
const AUTO_ANSWER = 'city311.desk.auto-answer';

/** Whether calls are answered by themselves after a tone. */
export function wantsAutoAnswer(): boolean {
  try {
    return localStorage.getItem(AUTO_ANSWER) === 'on';
  } catch {
    return false;
  }
}

export function keepAutoAnswer(on: boolean): void {
  try {
    localStorage.setItem(AUTO_ANSWER, on ? 'on' : 'off');
  } catch {
    // Then the choice lasts as long as the page.
  }
}
