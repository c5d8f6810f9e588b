// A function is sent to a page as text.
import vm from 'node:vm'
const page = { evaluate: async (fn, ...args) => vm.runInNewContext(`(${fn})(...args)`, { args, fetch: async (u) => ({ text: async () => 'body of ' + u }) }) }
const text = await page.evaluate(async (u) => { const r = await fetch(u); return r.text() }, '/api').catch((e) => e.message)
console.log(text)
