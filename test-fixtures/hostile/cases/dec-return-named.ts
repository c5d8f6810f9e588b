// A line break stays where @traced was.
import { traced } from 'onetrace'
const Mixin = (Base: any) => {
  return @traced()
  class Mixed extends Base { hi() { return 'hi' } }
}
const M: any = Mixin(Object)
console.log(typeof M, M && new M().hi())
