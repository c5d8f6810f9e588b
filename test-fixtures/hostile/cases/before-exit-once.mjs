let n = 0
process.on('beforeExit', () => { if (n++ < 2) setTimeout(() => console.log('more', n), 5) })
process.on('exit', () => console.log('exit', process.listenerCount('beforeExit') >= 1, n))
function f() { 'use trace' } f()
