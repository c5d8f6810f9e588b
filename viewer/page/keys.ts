/** The keyboard: each page tells what its keys do, and `?` shows all of it. */
import { useLayoutEffect, useRef } from 'preact/hooks';

export interface KeyBinding {
  /** As `KeyboardEvent.key` has it; `ctrl+f` with Ctrl or ⌘. */
  readonly key: string;
  readonly what: string;
  readonly run: (event: KeyboardEvent) => void;
}

const active = new Set<{ readonly current: readonly KeyBinding[] }>();

export const activeKeys = (): KeyBinding[] => [...active].flatMap(({ current }) => current);

/**
 * As long as the component is there. Keys without Ctrl are not taken from who types. A key that comes before the
 * page has drawn the last one finds what that one did.
 */
export function useKeys(bindings: readonly KeyBinding[]): void {
  const latest = useRef(bindings);
  latest.current = bindings;
  useLayoutEffect(() => {
    active.add(latest);
    const listen = (event: KeyboardEvent): void => {
      const name = `${event.ctrlKey || event.metaKey ? 'ctrl+' : ''}${event.key}`;
      const binding = latest.current.find(({ key }) => key === name);
      if (binding === undefined || event.altKey || event.defaultPrevented) return;
      if (isTyping(event.target) && !name.startsWith('ctrl+')) return;
      event.preventDefault();
      binding.run(event);
    };
    addEventListener('keydown', listen);
    return () => {
      active.delete(latest);
      removeEventListener('keydown', listen);
    };
  }, []);
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
