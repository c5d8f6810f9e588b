/** The small things that every page is made of. */
import type { ComponentChildren, JSX } from 'preact';
import { colourOf } from '../colours.ts';
import { goTo } from '../route.ts';

export interface LinkProps {
  readonly to: string;
  readonly children: ComponentChildren;
  readonly class?: string;
  readonly 'aria-label'?: string;
  readonly 'aria-current'?: 'page' | 'true';
}

/** A link within the page; with a modifier it is the browser's. */
export function Link({ to, children, ...more }: LinkProps): JSX.Element {
  const follow = (event: MouseEvent): void => {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    goTo(to);
  };
  return (
    <a {...more} href={to} onClick={follow}>
      {children}
    </a>
  );
}

export function ServiceName({ name, dim = false }: { name: string; dim?: boolean }): JSX.Element {
  return (
    <span class={`service${dim ? ' dim' : ''}`}>
      <i class={`dot c${colourOf(name)}`} aria-hidden="true" />
      {name}
    </span>
  );
}

export function Notice({
  children,
  kind = 'info',
}: {
  children: ComponentChildren;
  kind?: 'info' | 'error';
}): JSX.Element {
  return (
    <p class={`notice ${kind}`} role={kind === 'error' ? 'alert' : 'status'}>
      {children}
    </p>
  );
}

export function Fact({
  name,
  children,
  title,
}: {
  name: string;
  children: ComponentChildren;
  title?: string;
}): JSX.Element {
  return (
    <div class="fact" title={title}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** A button that copies, and says that it did. */
export function CopyButton({
  text,
  children,
  label,
}: {
  text: () => string | Promise<string>;
  children: ComponentChildren;
  label?: string;
}): JSX.Element {
  const copy = async (event: MouseEvent): Promise<void> => {
    const button = event.currentTarget as HTMLElement;
    await navigator.clipboard.writeText(await text());
    button.dataset['done'] = 'copied';
    setTimeout(() => delete button.dataset['done'], 1200);
  };
  return (
    <button type="button" class="quiet" title={label} onClick={(event) => void copy(event)}>
      {children}
    </button>
  );
}

export function Empty({ title, children }: { title: string; children?: ComponentChildren }): JSX.Element {
  return (
    <div class="empty">
      <h1>{title}</h1>
      {children}
    </div>
  );
}
