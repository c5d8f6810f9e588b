// A page as its author writes it: an entered function, requests of its own origin and of another.
import { Observe } from 'onetrace';

declare const OTHER: string;

async function load(): Promise<string> {
  'use trace: load';
  await new Promise((resolve) => setTimeout(resolve, 1));
  await fetch('/own');
  await fetch(`${OTHER}/other`, { mode: 'cors' });
  return Observe.getBaggage();
}

Observe.init({ serviceName: 'page', endpoint: location.origin });
const carriers = await Promise.all([
  Observe.withTrace('first', null, () => {
    Observe.setAttribute(Observe.TraceAttribute.SESSION_ID, 'page-session');
    return load();
  }),
  load(),
]);
const outside = Observe.getBaggage();
await Observe.flush();
document.title = 'done';
document.body.textContent = JSON.stringify({ carriers, outside });
