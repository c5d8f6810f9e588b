// @traced is the only decorator.
import { traced } from 'onetrace'
@traced() class A { a() { return 'a' } }
console.log(new A().a())
