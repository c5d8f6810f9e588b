// No semicolon ends a wrapped handler.
exports.handler = async (event) => {
  return 1
}
(() => { console.log('iife') })()
