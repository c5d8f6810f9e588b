import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { activeKeys } from './keys.ts';

export function KeyHelp({ onClose }: { onClose: () => void }): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      class="help"
      aria-label="Keys"
      onClose={onClose}
      onClick={() => dialog.current?.close()}
    >
      <h2>Keys</h2>
      <dl>
        {activeKeys().map(({ key, what }) => (
          <div key={key}>
            <dt>
              <kbd>{key.replace('ctrl+', 'Ctrl ').replace('Arrow', '')}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </dialog>
  );
}
