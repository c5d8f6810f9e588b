import { signal } from '@preact/signals';
import type { JSX } from 'preact';

/** '' follows the system. */
const theme = signal(remembered());

function remembered(): string {
  try {
    return localStorage.getItem('theme') ?? '';
  } catch {
    return ''; // a file, or a browser that keeps nothing
  }
}

export function applyTheme(): void {
  theme.subscribe((value) => {
    if (value === '') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = value;
    try {
      localStorage.setItem('theme', value);
    } catch {
      // As above.
    }
  });
}

const isDark = (): boolean =>
  theme.value === '' ? matchMedia('(prefers-color-scheme: dark)').matches : theme.value === 'dark';

export function ThemeButton(): JSX.Element {
  const dark = isDark();
  return (
    <button
      type="button"
      class="icon"
      aria-label={dark ? 'Light colours' : 'Dark colours'}
      onClick={() => (theme.value = dark ? 'light' : 'dark')}
    >
      <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
        <circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" stroke-width="1.5" />
        <path d="M8 1.8a6.2 6.2 0 0 1 0 12.4z" fill="currentColor" />
      </svg>
    </button>
  );
}
