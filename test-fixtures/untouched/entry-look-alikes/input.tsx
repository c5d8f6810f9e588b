// @file lib/loader.tsx
import { createServerFn } from './mine';

export async function loader(source: string) {
  return source;
}

export const action = async () => 1;

export const actions = { default: async () => 1 };

export const handle = async () => 1;

export const load = createServerFn().handler(async () => 1);

export default async function page() {
  return <p />;
}
