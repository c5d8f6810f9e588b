class Api { #fetch = fetch; base = 'data:,'; get = async (x) => (await this.#fetch.call(globalThis, this.base + x)).text() }
console.log(await new Api().get('ok'))
