// @file src/routes/item/[id]/+page.svelte
import * as $ot from "onetrace/inject"; import * as $ from 'svelte/internal/server';

export default function _page($$renderer, $$props) {
  const $x = $ot.enterHandler("src/routes/item/[id]/+page.svelte:4:16#page?entry=component&http.route=/item/[id]", 0); try { $$renderer.component(($$renderer) => {
    let { data } = $$props;
    $$renderer.push(`<p>${$.escape(data.name)}</p>`);
  });
} catch ($e) { throw $x.fail($e); } finally { $x.exit(); } }
