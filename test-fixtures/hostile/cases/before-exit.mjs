// A listener of `beforeExit` hears once.
process.on('beforeExit', () => console.log('summary'))
function work() { 'use trace' }
work()
