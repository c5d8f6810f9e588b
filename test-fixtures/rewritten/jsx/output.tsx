'use client';
import * as $ot from "onetrace/inject"; import { useState } from 'react';

export function Page<T,>({ id }: { id: T }) {
  const [text, setText] = useState('fetch("x")');
  return <button onClick={async () => setText(await (await $ot.fetch("jsx/input.tsx:6:60#", fetch)(`/api/${id}`)).text())}>fetch(me) {text}</button>;
}
