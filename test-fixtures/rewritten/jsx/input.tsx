'use client';
import { useState } from 'react';

export function Page<T,>({ id }: { id: T }) {
  const [text, setText] = useState('fetch("x")');
  return <button onClick={async () => setText(await (await fetch(`/api/${id}`)).text())}>fetch(me) {text}</button>;
}
