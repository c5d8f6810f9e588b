const f = (x) => 'called ' + x
f.apply = () => 'own apply'; f.call = () => 'own call'
const wrap = (g) => g
export const GET = wrap(f)
console.log(GET(1), GET.apply(), GET.call())
