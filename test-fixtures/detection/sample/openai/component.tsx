'use client';
import OpenAI from 'openai';
import { useState } from 'react';

const openai = new OpenAI({ dangerouslyAllowBrowser: true });

export function Chat({ system }: { system: string }) {
  const [reply, setReply] = useState('');
  return (
    <button
      onClick={async () => {
        const stream = await openai.chat.completions.create({ model: 'gpt-4o', stream: true, messages: [] });
//                           ^                       ~ llm openai proven
        for await (const chunk of stream) setReply((r) => r + chunk.choices[0].delta.content);
      }}
    >
      {reply || system}
    </button>
  );
}
