import { traced } from 'onetrace'
@traced() class A { static x = 1; static y = A.x + 1; static { A.x++ } a() { return A.x + A.y } static s() { return this.y } }
console.log(new A().a(), A.s())
