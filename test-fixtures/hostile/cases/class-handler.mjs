// A handler that is a class.
export const handler = class { constructor() { this.a = 1 } static of() { return new this() } }
console.log(new handler().a, handler.of().a, handler.name)
