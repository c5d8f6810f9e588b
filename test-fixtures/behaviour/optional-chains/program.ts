// Every form of a chain, with the short circuits and the TypeErrors it had.
export {};
const log: string[] = [];
const arg = (name: string) => (log.push(name), { model: name, messages: [] });
const make = (n: number): any => ({ id: n, create: function (this: any, body: any) { return { by: this.id, model: body?.model, next: { create: (b: any) => b.model }, self: this, none: undefined }; } });
const a: any = { messages: make(1), b: { messages: make(2) }, fn: (x: any) => ({ messages: x }) };
const nil: any = undefined;
const attempt = (name: string, run: () => unknown) => {
  log.length = 0;
  try {
    const value = run() as any;
    console.log(name, JSON.stringify(value && typeof value === 'object' ? { by: value.by, model: value.model } : value) ?? 'undefined', log.join());
  } catch (error) {
    console.log(name, 'throws', (error as Error).constructor.name, (error as Error).message, log.join());
  }
};
attempt('1', () => a?.messages.create(arg('m')));
attempt('2', () => nil?.messages.create(arg('m')));
attempt('3', () => a.messages?.create(arg('m')));
attempt('4', () => a.nope?.create(arg('m')));
attempt('5', () => a.messages.create?.(arg('m')));
attempt('6', () => a.messages.nope?.(arg('m')));
attempt('7', () => a?.b?.messages?.create?.(arg('m')));
attempt('8', () => a?.nope?.messages.create(arg('m')));
attempt('9', () => a?.nope.messages.create(arg('m')));
attempt('10', () => a?.b.nope.create(arg('m')));
attempt('11', () => nil?.b.messages.create(arg('m')).next.create(arg('n')));
attempt('12', () => a?.b.messages.create(arg('m')).next.create(arg('n')));
attempt('13', () => a?.['b']?.['messages']['create'](arg('m')));
attempt('14', () => a?.messages.create(arg('m'))?.none?.create(arg('n')));
attempt('15', () => a.fn?.(a.messages).messages.create(arg('m')));
attempt('16', () => (a?.messages).create(arg('m')));
attempt('17', () => (nil?.messages).create(arg('m')));
attempt('18', () => a?.b!.messages!.create(arg('m'))!.self.create(arg('n')));
attempt('19', () => delete a?.b.messages.create(arg('m')).self.temporary);
attempt('20', () => delete nil?.b.messages.create(arg('m')).self.id);
attempt('21', () => a.messages?.['create'](arg('m')));
attempt('22', () => a.messages?.['create']?.(arg('m')));
attempt('23', () => a?.messages
  // why
  /* and */ .create(
    arg('m')));
attempt('24', () => [nil?.messages.create(arg('m')), a?.messages.create(arg('n'))].length);
attempt('25', () => (() => a)()?.messages.create(arg('m')));
attempt('26', () => a?.messages.create(nil?.messages.create(arg('x')) ?? arg('y')));
const tag = (strings: TemplateStringsArray) => strings[0];
a.tagged = { create: () => tag };
attempt('27', () => a.tagged.create(arg('m'))`text`);
let n = 0
a?.messages.create(arg('asi'))
nil?.messages.create(arg('asi'))
n++
console.log(n)
