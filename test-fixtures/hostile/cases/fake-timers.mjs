// Fake timers count the timers of the program alone.
import sinon from 'sinon'
const clock = sinon.useFakeTimers(); async function f() { 'use trace'; await new Promise((r) => setTimeout(r, 1000)); return Date.now() }
const p = f(); console.log(clock.countTimers()); await clock.tickAsync(1000); console.log(await p, clock.countTimers()); fetch('http://127.0.0.1:1/').catch(() => {}); await clock.runAllAsync(); console.log(clock.countTimers()); clock.restore()
