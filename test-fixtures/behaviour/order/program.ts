// Receiver, method read, arguments, call: each step says so, in the language's order.
export {};
const log: string[] = [];
const say = <T>(step: string, value: T): T => (log.push(step), value);
const api = {
  get chat() {
    return say('get chat', {
      get completions() {
        return say('get completions', {
          get create() {
            return say('get create', function (this: unknown, ...args: unknown[]) {
              return say(`call with ${args.join()}`, { then: undefined, args });
            });
          },
        });
      },
    });
  },
};
const root = () => say('root', api);
root().chat.completions.create({ model: say('first', 'm'), messages: [] } as never, say('second', 2));
root().chat.completions.create(...say('spread', [1, 2]));
root()['chat'].completions[say('key', 'create') as 'create'](3);
console.log(log.join('\n'));

const order: string[] = [];
const target = {
  get messages() {
    order.push('receiver');
    return {
      get create() {
        order.push('method');
        return undefined as unknown as (body: unknown) => void;
      },
    };
  },
};
try {
  target.messages.create({ model: (order.push('argument'), 'm'), messages: [] });
} catch (error) {
  console.log(order.join(), (error as Error).constructor.name, (error as Error).message);
}
try {
  (undefined as never as typeof api).chat.completions.create({ model: (order.push('never'), 'm') });
} catch (error) {
  console.log((error as Error).message, order.includes('never'));
}
