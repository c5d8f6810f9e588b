function f() { 'use trace'; const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy }
const r = f(); console.log(typeof r)
async function g() { 'use trace'; const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); try { return await proxy } catch (e) { return e.constructor.name } }
console.log(await g())
