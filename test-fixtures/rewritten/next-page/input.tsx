// @file app/(shop)/item/[id]/page.tsx
import type { Metadata } from 'next';

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await params).id };
}

export default async function Page({ params }: Props) {
  const { id } = await params;
  async function remove(form: FormData) {
    'use server';
    await fetch(`http://stock/${form.get('id')}`, { method: 'DELETE' });
  }
  return <form action={remove}>{await (await fetch(`http://stock/${id}`)).text()}</form>;
}
