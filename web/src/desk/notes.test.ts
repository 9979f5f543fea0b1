import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { WrapUpNotes } from './api';
import { FIRST_RETRY_MS, MOST_AGE_MS, MOST_NOTE, Notes, REST_MS, type Sent, type Shelf } from './notes';
import { LEAVING_MS, oneTab, type Locks, type Tab } from './one-tab';

class MemoryShelf implements Shelf {
  private readonly all = new Map<string, string>();

  get length(): number {
    return this.all.size;
  }

  key(index: number): string | null {
    return [...this.all.keys()][index] ?? null;
  }

  getItem(key: string): string | null {
    return this.all.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    this.all.set(key, value);
  }

  removeItem(key: string): void {
    this.all.delete(key);
  }
}

describe('Notes', () => {
  let shelf: MemoryShelf;
  let sent: { call: string; notes: WrapUpNotes }[];
  let answer: Sent;
  let open: Notes[];

  const page = () => {
    const notes = new Notes('ana', shelf, (call, said) => {
      sent.push({ call, notes: said });
      return Promise.resolve(answer);
    });
    open.push(notes);
    return notes;
  };

  beforeEach(() => {
    vi.useFakeTimers();
    shelf = new MemoryShelf();
    sent = [];
    answer = 'taken';
    open = [];
  });

  afterEach(() => {
    open.forEach((notes) => {
      notes.close();
    });
    vi.useRealTimers();
  });

  it('are sent once when the typing rests, with the last word', async () => {
    const notes = page();
    notes.write('c', { note: 'Crew' });
    await vi.advanceTimersByTimeAsync(REST_MS - 1);
    notes.write('c', { note: 'Crew is on its way' });
    notes.write('c', { codes: ['resolved'] });
    expect(notes.of('c').safety).toBe('sending');
    await vi.advanceTimersByTimeAsync(REST_MS);
    expect(sent).toEqual([{ call: 'c', notes: { note: 'Crew is on its way', codes: ['resolved'] } }]);
    expect(notes.of('c').safety).toBe('saved');
  });

  it('typed before the browser was killed are there again, and sent', async () => {
    const killed = page();
    killed.write('c', { note: 'half a sent' });
    killed.close();
    const next = page();
    next.resume();
    expect(next.of('c')).toMatchObject({ note: 'half a sent', safety: 'here-only' });
    await vi.advanceTimersByTimeAsync(0);
    expect(sent).toHaveLength(1);
    expect(next.of('c').safety).toBe('saved');
  });

  it('say that only this browser has them while the server is away, and get there later', async () => {
    const notes = page();
    answer = 'away';
    notes.write('c', { note: 'x' });
    await vi.advanceTimersByTimeAsync(REST_MS);
    expect(notes.of('c').safety).toBe('here-only');
    answer = 'taken';
    await vi.advanceTimersByTimeAsync(FIRST_RETRY_MS);
    expect(notes.of('c').safety).toBe('saved');
    expect(sent).toHaveLength(2);
  });

  it('that the server will not take are kept and not sent for ever', async () => {
    const notes = page();
    answer = 'refused';
    notes.write('c', { note: 'x' });
    await vi.advanceTimersByTimeAsync(10 * FIRST_RETRY_MS);
    expect(notes.of('c')).toMatchObject({ note: 'x', safety: 'refused' });
    expect(sent).toHaveLength(1);
  });

  it('of the server do not overwrite what is being typed', () => {
    const notes = page();
    notes.told('c', { codes: ['request'], note: 'from the server' });
    expect(notes.of('c').note).toBe('from the server');
    notes.write('c', { note: 'from me' });
    notes.told('c', { codes: [], note: 'late answer' });
    expect(notes.of('c')).toMatchObject({ note: 'from me', codes: ['request'] });
  });

  it('of one call are not those of another, and go at once at the end of the wrap-up', async () => {
    const notes = page();
    notes.write('c', { note: 'one' });
    notes.write('d', { note: 'two' });
    notes.flush();
    await vi.advanceTimersByTimeAsync(0);
    expect(sent.map(({ call, notes: { note } }) => [call, note])).toEqual([
      ['c', 'one'],
      ['d', 'two'],
    ]);
  });

  it('are cut at what the server takes, and forgotten after a day', async () => {
    const notes = page();
    notes.write('c', { note: 'x'.repeat(MOST_NOTE + 5) });
    expect(notes.of('c').note).toHaveLength(MOST_NOTE);
    await vi.advanceTimersByTimeAsync(REST_MS + MOST_AGE_MS + 1);
    const next = page();
    next.resume();
    expect(next.of('c').note).toBe('');
    expect(shelf.length).toBe(0);
  });

  it('work in a browser that keeps nothing, and leave what is not theirs', async () => {
    shelf.setItem('city311.desk.notes.ana.c', 'nonsense');
    shelf.setItem('city311.language', 'es');
    page().resume();
    expect(shelf.length).toBe(1);
    const notes = new Notes('ana', null, () => Promise.resolve('taken'));
    notes.resume();
    notes.write('c', { note: 'x' });
    await vi.advanceTimersByTimeAsync(REST_MS);
    expect(notes.of('c').safety).toBe('saved');
  });
});

/** Locks as a browser's tabs share them, of one name. */
class MemoryLocks implements Locks {
  private holder: { readonly lose: (why: Error) => void } | null = null;

  request(
    _name: string,
    options: { readonly ifAvailable?: boolean; readonly steal?: boolean },
    held: (lock: unknown) => Promise<void>,
  ): Promise<unknown> {
    if (this.holder !== null && options.steal !== true) {
      return held(null);
    }
    this.holder?.lose(new Error('stolen'));
    return new Promise((resolve, reject) => {
      const mine = { lose: reject };
      this.holder = mine;
      void held({}).then(() => {
        if (this.holder === mine) {
          this.holder = null;
        }
        resolve(null);
      });
    });
  }
}

describe('one tab', () => {
  const settled = () => vi.advanceTimersByTimeAsync(2 * LEAVING_MS);

  beforeEach(() => {
    vi.useFakeTimers();
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  it('is the desk; a second is not, until it takes over, and then the first is told', async () => {
    const locks = new MemoryLocks();
    const seen: Record<'first' | 'second', Tab[]> = { first: [], second: [] };
    const first = oneTab('ana', (tab) => seen.first.push(tab), locks);
    const second = oneTab('ana', (tab) => seen.second.push(tab), locks);
    await settled();
    expect(seen).toEqual({ first: ['here'], second: ['elsewhere'] });
    second.takeOver();
    await settled();
    expect(seen).toEqual({ first: ['here', 'taken-over'], second: ['elsewhere', 'here'] });
    first.leave();
    second.leave();
    await settled();
    const third: Tab[] = [];
    oneTab('ana', (tab) => third.push(tab), locks);
    await settled();
    expect(third).toEqual(['here']);
  });

  it('is every tab in a browser without locks', () => {
    const seen: Tab[] = [];
    oneTab('ana', (tab) => seen.push(tab), undefined).leave();
    expect(seen).toEqual(['here']);
  });
});
