import Replicate from 'replicate';
import { load } from './deps';

interface Deps {
  replicate: Replicate;
  others: { readonly [name: string]: Replicate };
}

export async function go(name: string) {
  const { replicate, others }: Deps = await load();
  await replicate.run('a/b', { input: {} });
//      ^         ~ llm replicate proven
  const { [name]: picked, first } = others;
  await first.run('a/b', { input: {} });
//      ^     ~ llm replicate proven
  return picked;
}
