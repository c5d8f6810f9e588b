import { render } from 'preact';
import { App } from './app.tsx';
import { listenToChanges, snapshot } from './data.ts';
import { goTo, route } from './route.ts';
import { watchStatus } from './status.ts';
import { applyTheme } from './theme.tsx';

applyTheme();
if (snapshot !== undefined && route.value.name !== 'trace') goTo(`/trace/${snapshot.trace}`, true);
listenToChanges();
watchStatus();
const place = document.getElementById('page');
if (place !== null) render(<App />, place);
