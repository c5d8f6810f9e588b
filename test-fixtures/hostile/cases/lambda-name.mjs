// The name of an anonymous handler.
export const handler = async (event) => 1
console.log(JSON.stringify(handler.name), handler.length)
