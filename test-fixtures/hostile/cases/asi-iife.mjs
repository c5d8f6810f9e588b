// No semicolon ends a wrapped handler, and a call stands below.
export const handler = async (event) => {
  return { statusCode: 200 }
}

(async () => { console.log('warm') })()
console.log('end', handler.name, handler.length)
