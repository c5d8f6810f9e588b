'use server';
import { ask } from '../../ask';

export async function save(_before: unknown, form: FormData) {
  return await ask(String(form.get('id')));
}
