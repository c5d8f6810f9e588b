// Two modules that need each other: hoisted handlers are called before their module has run.
import { fromB } from './b.ts';
export async function POST(request: { model: string }) {
  'use trace';
  return `POST ${request.model}`;
}
export const answer = (x: string) => { 'use trace'; return x; };
console.log(await fromB());
