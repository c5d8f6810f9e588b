// A handler with private fields.
class Fn { constructor(f) { return Object.setPrototypeOf(f, new.target.prototype) } }
class Counter extends Fn { #n = 0; inc() { return ++this.#n } }
Object.setPrototypeOf(Fn.prototype, Function.prototype)
export const handler = new Counter((x) => x)
console.log(handler.inc(), handler.inc(), handler(4))
