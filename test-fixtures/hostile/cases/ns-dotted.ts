namespace A { export namespace B { export const fetch = (u: string, i?: any) => 'B' + u + (i ? '!' : '') } }
namespace A.B { export const y = fetch('1') }
namespace A { export const z = B.fetch('2') }
enum E { fetch = 3, twice = fetch * 2 }
console.log(A.B.y, A.z, E.twice)
