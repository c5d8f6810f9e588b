// @file app/actions.ts
'use server';

import * as $ot from "onetrace/inject"; export async function save(form: FormData) {
  const $x = $ot.enterHandler("app/actions.ts:4:8#save?entry=action", 1); try { $x.in(await $x.out($ot.fetch("app/actions.ts:5:9#save", fetch)('http://stock/', { method: 'POST', body: form })));
} catch ($e) { throw $x.fail($e); } finally { $x.exit(); } }

export const list = async () => { const $x = $ot.enterHandler("app/actions.ts:8:21#list?entry=action", 1); try { return $x.end(($x.in(await $x.out($ot.fetch("app/actions.ts:8:40#list", fetch)('http://stock/')))).json()); } catch ($e) { throw $x.fail($e); } finally { $x.exit(); } };

async function helper() {}
