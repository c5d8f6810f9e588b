// @file src/pages/item/[id].astro
import { createComponent as $$createComponent, render as $$render, createAstro as $$createAstro } from 'astro/compiler-runtime';
const $$Astro = $$createAstro();
const $$id = $$createComponent(async ($$result, $$props, $$slots) => {
  const Astro = $$result.createAstro($$Astro, $$props, $$slots);
  const found = await fetch(`http://stock/${Astro.params.id}`);
  return $$render`<p>${found.status}</p>`;
}, '/app/src/pages/item/[id].astro', undefined);
export default $$id;
