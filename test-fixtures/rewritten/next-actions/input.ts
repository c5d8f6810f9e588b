// @file app/actions.ts
'use server';

export async function save(form: FormData) {
  await fetch('http://stock/', { method: 'POST', body: form });
}

export const list = async () => (await fetch('http://stock/')).json();

async function helper() {}
