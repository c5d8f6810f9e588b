import OpenAI from 'openai';
import { useMemo, useRef } from 'react';

export function Search({ apiKey }: { apiKey: string }) {
  const client = useMemo(() => new OpenAI({ apiKey, dangerouslyAllowBrowser: true }), [apiKey]);
  const ref = useRef<OpenAI | null>(null);
  const run = async (q: string) => {
    await client.embeddings.create({ model: 'm', input: q });
//        ^                 ~ llm openai proven
    await ref.current!.embeddings.create({ model: 'm', input: q });
//        ^                       ~ llm openai proven
  };
  return <input onChange={(e) => run(e.target.value)} />;
}
