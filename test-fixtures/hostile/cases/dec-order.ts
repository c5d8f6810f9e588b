import { traced } from 'onetrace'
const log: string[] = []; const d = (n: string) => (v: any, c: any) => { log.push(n + c.kind) }
@d('c') @traced() class A { @d('m') @traced() m() { return 1 } @traced() n() { return 2 } @d('f') f = 3 }
const a: any = new A(); console.log(a.m(), a.n(), a.f, log.join())
