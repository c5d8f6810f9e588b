// Decorators of other libraries, JSX, and generics in TSX.
const h = (tag: unknown, props: unknown, ...children: unknown[]) => ({ tag, props, children });
/** @jsx h */
const log: string[] = [];
const seen = (name: string) => (value: any, context: any) => { log.push(`${name} ${context.kind} ${String(context.name)}`); return value; };
@seen('class')
class Service {
  @seen('field') client = { messages: { create: async (b: any) => b.model } };
  @seen('method') async ask<T,>(x: T) { 'use trace'; return [x, await this.client.messages.create({ model: 'm', messages: [] })].join(); }
  @seen('static') static make() { 'use trace'; return new Service(); }
}
const view = <div onClick={() => fetch('never')}>fetch("text") {'fetch(1)'}</div>;
console.log(await Service.make().ask(1), log.join(), JSON.stringify(view.children));
export {};
