// header
import type { X } from './x'
import y = require('y')
enum E { A = f.g() as any, B }
namespace N { export const q = a.b(1); export function z() { return (a.b(2), 3) } }
declare module 'foo' { export function bar(): void }
abstract class K<T> extends (mix.in(Base))<T> {
  static #p = 1
  static { this.init() }
  constructor(private readonly a: X, public b = a.c()) { super(a); this.d() }
  get g() { return super.g }
  set g(v) { super.set(v) }
  static async *gen(this: void, ...r: any[]) { const z = yield; yield /* c */; yield* (r.map(x => x.y!())); for await (const q of ((r))) { q.z() } for await (const q of r) q.z(); try { await (x as any).y<T>() } catch { return } finally { void 0 } return (yield 1) }
  abstract m(): void
  field = () => { this.x() }
  over2(): void { }
  async over(a?: any) { return ( // c
    await a?.b!.c?.d() /* tail */ ) }
  accessor q = w.e()
}
const t = (a?.b.c(x => { x.y?.z() })!.d?.(1).e[f.g()]?.h.i()) satisfies any
delete a?.b.c().d
const u = ((a.b))?.(c)
const v = (a?.b).c(), w2 = (a?.b)?.c.d(), w3 = a?.[b.c()]?.(1)?.d.e(), w4 = (a?.b)!.c(), w5 = a?.b!.c!.d()!
label: for (const x of q.r()) { if (x.y()) continue label; break label }
const o = { async m() { "use strict"; await 0 }, get z() { return 1, 2 }, *[c.d()]() { yield }, n: async () => { await a.b() } }
export default function () { return <any>a.b(c) }
export const fn = function named(this: any, { a = b.c() } = {}) { 'x'; 'y' ; return new.target }
function over(): void
function over(a?: any) { function inner() { return arguments } return inner.call(a) }
f`${a.b()}`; a.b`x`; (a.b<T>)(1); new (a.b())(c.d()); import('x').then(x => { x.y() })
a.b
  // why
  .c( /* in */ d)
  ?.e()
if (a) { async () => { using x = await a.b(); await using z = c.d() } }
@dec.x() class D { @p.q() m(z) { } }
