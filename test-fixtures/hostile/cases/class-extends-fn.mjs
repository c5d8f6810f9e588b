export function handler() { if (!new.target) return new handler(); this.a = 1 }
handler.prototype.hi = function () { return 'hi' + this.a }
class Sub extends handler {}
console.log(new Sub().hi(), handler().hi(), new handler() instanceof handler)
