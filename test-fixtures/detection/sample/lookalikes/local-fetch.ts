import fetch from 'node-fetch';
import { useFetcher } from 'react-router';
export const a = (u: string) => fetch(u);
export const Load = async ({ fetch }: { fetch: typeof globalThis.fetch }) => fetch('/x');
export const b = (env: any, repo: any) => [env.ASSETS.fetch('/x'), repo.fetch(), useFetcher().fetch];
export class Repo {
  fetch(id: string) { return this.fetch(id); }
}
