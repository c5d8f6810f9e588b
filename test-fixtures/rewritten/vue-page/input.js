// @file app/pages/item/[id].vue
import { withAsyncContext as _withAsyncContext } from 'vue';
const _sfc_main = {
  __name: '[id]',
  async setup(__props) {
    let __temp, __restore;
    const found = (([__temp, __restore] = _withAsyncContext(() => fetch('/api'))), (__temp = await __temp), __restore(), __temp);
    return { found };
  },
};
export default _sfc_main;
