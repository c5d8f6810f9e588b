// @file app/pages/item/[id].vue
import * as $ot from "onetrace/inject"; import { withAsyncContext as _withAsyncContext } from 'vue';
const _sfc_main = {
  __name: '[id]',
  async setup(__props) {
    const $x = $ot.enterHandler("app/pages/item/[id].vue:5:3#page?entry=component&http.route=/item/[id]", 1); try { let __temp, __restore;
    const found = (([__temp, __restore] = _withAsyncContext(() => $ot.fetch("app/pages/item/[id].vue:7:67#setup", fetch)('/api'))), (__temp = $x.in(await $x.out(__temp))), __restore(), __temp);
    return $x.end({ found });
  } catch ($e) { throw $x.fail($e); } finally { $x.exit(); } },
};
export default _sfc_main;
