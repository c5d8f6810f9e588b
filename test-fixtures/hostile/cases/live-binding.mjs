export let handler = async (event) => 1
import * as self from './live-binding.mjs'
console.log(await self.handler()); handler = () => 2; console.log(await self.handler(), self.handler === handler)
