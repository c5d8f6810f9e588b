export const handler = async (event) => event
process.exitCode = 4
process.on('beforeExit', (c) => console.log('code', c))
await handler(1)
