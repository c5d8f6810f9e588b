'use client';
import { useActionState, useState } from 'react';
import { save } from './actions';

/** A form for a server action, and a button that asks the app's own API. */
export default function Page() {
  const [saved, action] = useActionState(save, undefined);
  const [asked, setAsked] = useState('');
  return (
    <form action={action}>
      <input name="id" defaultValue="saved" />
      <button type="submit">save</button>
      <button type="button" onClick={async () => setAsked(await (await fetch('/api/ask/clicked')).text())}>
        ask
      </button>
      <output>{JSON.stringify(saved)}</output>
      <samp>{asked}</samp>
    </form>
  );
}
