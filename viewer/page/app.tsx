import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { CodePage } from './code/code-page.tsx';
import { BuildsPage } from './compare/builds-page.tsx';
import { ComparePage } from './compare/compare-page.tsx';
import { snapshot } from './data.ts';
import { useFileDrop } from './file-drop.tsx';
import { Footer } from './footer.tsx';
import { ModelsPage } from './groups/models-page.tsx';
import { SessionPage } from './groups/session-page.tsx';
import { SessionsPage } from './groups/sessions-page.tsx';
import { UsersPage } from './groups/users-page.tsx';
import { KeyHelp } from './key-help.tsx';
import { type KeyBinding, useKeys } from './keys.ts';
import { MapPage } from './map/map-page.tsx';
import { Link } from './parts/parts.tsx';
import { goTo, route } from './route.ts';
import { ThemeButton } from './theme.tsx';
import { TracePage } from './trace/trace-page.tsx';
import { TracesPage } from './traces/traces-page.tsx';

const PAGES: Readonly<Record<string, () => JSX.Element>> = {
  traces: TracesPage,
  trace: TracePage,
  sessions: SessionsPage,
  session: SessionPage,
  users: UsersPage,
  models: ModelsPage,
  map: MapPage,
  code: CodePage,
  compare: ComparePage,
  builds: BuildsPage,
};

/** In the order of the bar, with the key after `g` that leads there. */
const NAVIGATION = [
  ['traces', 'Traces'],
  ['sessions', 'Sessions'],
  ['users', 'Users'],
  ['models', 'Models'],
  ['map', 'Map'],
  ['code', 'Code'],
] as const;

const PARENT: Readonly<Record<string, string>> = {
  trace: 'traces',
  session: 'sessions',
  compare: 'traces',
  builds: 'code',
};

export function App(): JSX.Element {
  const [help, setHelp] = useState(false);
  const { name } = route.value;
  const Page = PAGES[name] ?? TracesPage;
  const dropping = useFileDrop();
  const keys: KeyBinding[] = [
    { key: '?', what: 'this list', run: () => setHelp(!help) },
    { key: 'g', what: 'next page of the bar', run: () => goTo(`/${nextPage(name)}`) },
  ];
  useKeys(keys);
  return (
    <div class={`shell${dropping ? ' dropping' : ''}`}>
      {snapshot === undefined && <Bar current={PARENT[name] ?? name} />}
      <main>
        <Page />
      </main>
      {snapshot === undefined && <Footer onHelp={() => setHelp(true)} />}
      {help && <KeyHelp onClose={() => setHelp(false)} />}
    </div>
  );
}

const nextPage = (name: string): string => {
  const at = NAVIGATION.findIndex(([page]) => page === (PARENT[name] ?? name));
  return NAVIGATION[(at + 1) % NAVIGATION.length]?.[0] ?? 'traces';
};

function Bar({ current }: { current: string }): JSX.Element {
  return (
    <header class="bar">
      <Link to="/traces" class="brand" aria-label="onetrace">
        <Mark />
        <span>onetrace</span>
      </Link>
      <nav aria-label="Pages">
        {NAVIGATION.map(([page, title]) => (
          <Link key={page} to={`/${page}`} {...(page === current && { 'aria-current': 'page' as const })}>
            {title}
          </Link>
        ))}
      </nav>
      <span class="space" />
      <ThemeButton />
    </header>
  );
}

/** One line through all hops. */
const Mark = (): JSX.Element => (
  <svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true">
    <path
      d="M2 5.5h7.5a3 3 0 0 1 3 3v5a3 3 0 0 0 3 3H20"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
    />
    <circle cx="4" cy="5.5" r="2.6" class="mark-a" />
    <circle cx="12.5" cy="11" r="2.6" class="mark-b" />
    <circle cx="18" cy="16.5" r="2.6" class="mark-c" />
  </svg>
);
