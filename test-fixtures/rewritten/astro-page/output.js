// @file src/pages/item/[id].astro
import * as $ot from "onetrace/inject"; import { createComponent as $$createComponent, render as $$render, createAstro as $$createAstro } from 'astro/compiler-runtime';
const $$Astro = $$createAstro();
const $$id = $$createComponent(async ($$result, $$props, $$slots) => {
  const $x = $ot.enterHandler("src/pages/item/[id].astro:4:32#page?entry=component&http.route=/item/[id]", 1); try { const Astro = $$result.createAstro($$Astro, $$props, $$slots);
  const found = $x.in(await $x.out($ot.fetch("src/pages/item/[id].astro:6:23#", fetch)(`http://stock/${Astro.params.id}`)));
  return $x.end($$render`<p>${found.status}</p>`);
} catch ($e) { throw $x.fail($e); } finally { $x.exit(); } }, '/app/src/pages/item/[id].astro', undefined);
export default $$id;
