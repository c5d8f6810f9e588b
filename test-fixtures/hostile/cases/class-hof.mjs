const make = () => class Made { static #p = 1; static p() { return this.#p } hi() { return 'hi' } }
export const handler = make()
console.log(new handler().hi(), handler.p(), class extends handler {}.name)
