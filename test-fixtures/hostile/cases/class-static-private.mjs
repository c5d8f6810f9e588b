class K { static #n = 3; static get() { return this.#n } }
export { K as GET }
export default K
console.log(K.get())
