import { traced } from 'onetrace'
const k = 'm'
class A {
  get
  @traced() a() { return 1 }
  static
  @traced() b() { return 2 }
  x = 1
  @traced() [k]() { return 3 }
}
const a: any = new A()
console.log(a.a(), a.b(), a.m(), 'get' in a, 'static' in a)
