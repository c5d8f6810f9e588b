// @file app/(shop)/item/[id]/page.tsx
import * as $ot from "onetrace/inject"; import type { Metadata } from 'next';

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const $x = $ot.enterHandler("app/(shop)/item/[id]/page.tsx:6:8#generateMetadata?entry=component&http.route=/item/[id]", 1); try { return $x.end({ title: ($x.in(await $x.out(params))).id });
} catch ($e) { throw $x.fail($e); } finally { $x.exit(); } }

export default async function Page({ params }: Props) {
  const $x = $ot.enterHandler("app/(shop)/item/[id]/page.tsx:10:16#Page?entry=component&http.route=/item/[id]", 1); try { const { id } = $x.in(await $x.out(params));
  async function remove(form: FormData) {
    'use server';
    const $x = $ot.enterHandler("app/(shop)/item/[id]/page.tsx:12:3#remove?entry=action", 1); try { $x.in(await $x.out($ot.fetch("app/(shop)/item/[id]/page.tsx:14:11#remove", fetch)(`http://stock/${form.get('id')}`, { method: 'DELETE' })));
  } catch ($e) { throw $x.fail($e); } finally { $x.exit(); } }
  return $x.end(<form action={remove}>{$x.in(await $x.out(($x.in(await $x.out($ot.fetch("app/(shop)/item/[id]/page.tsx:16:46#Page", fetch)(`http://stock/${id}`)))).text()))}</form>);
} catch ($e) { throw $x.fail($e); } finally { $x.exit(); } }
