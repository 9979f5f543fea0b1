/**
 * One desk of an agent at a time: a call rings and is typed about in one place. The tab that holds the
 * browser's lock of this name (Web Locks) is the desk; another may take the lock over, and the first
 * learns of it. A lock ends with its tab, however that ends.
 *
 * Over plain HTTP browsers have no locks; there no tab has a softphone either, and the state is the
 * server's, so that two tabs say the same.
 */

/** Whether this tab is the desk. */
export type Tab =
  | 'asking'
  | 'here'
  /** Another tab is the desk. */
  | 'elsewhere'
  /** It was this one, until another took over. */
  | 'taken-over';

export interface OneTab {
  /** Makes this tab the desk, whoever was. */
  readonly takeOver: () => void;
  readonly leave: () => void;
}

/** The part of the browser's lock manager that is used. */
export interface Locks {
  request(
    name: string,
    options: { readonly ifAvailable?: boolean; readonly steal?: boolean },
    held: (lock: unknown) => Promise<void>,
  ): Promise<unknown>;
}

/** A page that is being left, as at a reload, may hold its lock for so long. */
export const LEAVING_MS = 300;

/** Asks to be the desk; `changed` hears what came of it, and of every change after. */
export function oneTab(agent: string, changed: (tab: Tab) => void, locks: Locks | undefined): OneTab {
  if (locks === undefined) {
    changed('here');
    return { takeOver: () => undefined, leave: () => undefined };
  }
  const name = `city311.desk.${agent}`;
  let release: () => void = () => undefined;
  let left = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const hold = (options: { readonly ifAvailable?: boolean; readonly steal?: boolean }, unavailable: () => void) => {
    let held = false;
    locks
      .request(name, options, (lock) => {
        if (left) {
          return Promise.resolve();
        }
        if (lock === null) {
          unavailable();
          return Promise.resolve();
        }
        held = true;
        changed('here');
        return new Promise<void>((resolve) => {
          release = resolve;
        });
      })
      .catch(() => {
        if (!left) {
          changed(held ? 'taken-over' : 'elsewhere');
        }
      });
  };
  const elsewhere = () => {
    changed('elsewhere');
  };
  const tryAfter = (millis: number, unavailable: () => void) => {
    timer = setTimeout(() => {
      hold({ ifAvailable: true }, unavailable);
    }, millis);
  };
  tryAfter(0, () => {
    tryAfter(LEAVING_MS, elsewhere);
  });
  return {
    takeOver: () => {
      hold({ steal: true }, elsewhere);
    },
    leave: () => {
      left = true;
      clearTimeout(timer);
      release();
    },
  };
}
