// @file src/routes/item/[id]/+page.svelte
import * as $ from 'svelte/internal/server';

export default function _page($$renderer, $$props) {
  $$renderer.component(($$renderer) => {
    let { data } = $$props;
    $$renderer.push(`<p>${$.escape(data.name)}</p>`);
  });
}
