// @file src/components/Card.astro
import { createComponent as $$createComponent, render as $$render } from 'astro/compiler-runtime';
const $$Card = $$createComponent(async ($$result, $$props, $$slots) => $$render`<p></p>`, '/app/src/components/Card.astro');
export default $$Card;
