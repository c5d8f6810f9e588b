function f(a = () => g(), { b }: { b: number }) {
  if(a)return(b, a().c.d(1)).e();
  return a()?.b().c?.().d(this.x.y(), new.target);
}
const g = async function* named() { yield[await(await f().g()).h()]; yield/x/.test('') };
