// @traced beside other decorators.
import { traced } from 'onetrace'
const log: string[] = []; const d = (v: any, c: any) => { log.push(c.kind + ' ' + String(c.name)) }
@traced() class A { @d a() { return 'a' } }
@d @traced() class B { @traced() b() { return 'b' } }
console.log(new A().a(), new B().b(), log.join())
