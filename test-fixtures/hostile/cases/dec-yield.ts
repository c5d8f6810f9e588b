import { traced } from 'onetrace'
function* g(): any { const C: any = yield @traced()
class { hi() { return 'hi' } }
return C }
const it: any = g(); const K = it.next().value; console.log(typeof K, new K().hi(), K.name)
