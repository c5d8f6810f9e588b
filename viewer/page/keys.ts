/** The keyboard: each page tells what its keys do, and `?` shows all of it. */
import { useEffect } from 'preact/hooks';

export interface KeyBinding {
  /** As `KeyboardEvent.key` has it; `ctrl+f` with Ctrl or ⌘. */
  readonly key: string;
  readonly what: string;
  readonly run: (event: KeyboardEvent) => void;
}

const active = new Set<readonly KeyBinding[]>();

export const activeKeys = (): KeyBinding[] => [...active].flat();

/** As long as the component is there. Keys without Ctrl are not taken from who types. */
export function useKeys(bindings: readonly KeyBinding[]): void {
  useEffect(() => {
    active.add(bindings);
    const listen = (event: KeyboardEvent): void => {
      const name = `${event.ctrlKey || event.metaKey ? 'ctrl+' : ''}${event.key}`;
      const binding = bindings.find(({ key }) => key === name);
      if (binding === undefined || event.altKey || event.defaultPrevented) return;
      if (isTyping(event.target) && !name.startsWith('ctrl+')) return;
      event.preventDefault();
      binding.run(event);
    };
    addEventListener('keydown', listen);
    return () => {
      active.delete(bindings);
      removeEventListener('keydown', listen);
    };
  });
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
