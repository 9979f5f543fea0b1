import { type RefCallback, useCallback, useState } from 'react';
import type { Size, View } from './view';

/** A map's window: how large it is, and what of the city it shows. */
export interface MapWindow {
  /** For the element that is the window. */
  readonly measured: RefCallback<HTMLDivElement>;
  readonly size: Size;
  /** Null until somebody moved it. */
  readonly view: View | null;
  readonly setView: (view: View | null) => void;
}

export function useMapWindow(): MapWindow {
  const [size, setSize] = useState<Size>({ width: 640, height: 400 });
  const [view, setView] = useState<View | null>(null);
  const measured = useCallback((element: HTMLDivElement | null) => {
    if (element === null) {
      return undefined;
    }
    const observer = new ResizeObserver(() => {
      const { clientWidth, clientHeight } = element;
      if (clientWidth > 0 && clientHeight > 0) {
        setSize({ width: clientWidth, height: clientHeight });
      }
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, []);
  return { measured, size, view, setView };
}
