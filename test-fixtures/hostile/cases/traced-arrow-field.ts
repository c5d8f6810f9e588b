// @traced on fields.
import { traced } from 'onetrace'
class A { @traced() run = async () => 'ran'; @traced() one = (x: number) => x }
console.log(await new A().run(), new A().one(1))
