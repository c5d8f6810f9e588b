/** Prints what its methods gave and the spans that they left, however `@traced` got into them. */
import { traced } from 'onetrace';
import { recordSpans } from 'onetrace/testing';

const recorder = recordSpans();

class Billing {
  rate = 2;
  @traced *steps(n: number): Generator<number, string, number> {
    const got = yield this.total(n);
    try {
      yield got;
    } finally {
      this.total(9);
    }
    return 'done';
  }
  @traced total(n: number, more = 0) {
    return n * this.rate + more;
  }
  @traced() async later(n: number) {
    await null;
    return this.total(n);
  }
  @traced('fee') static fee() {
    return Billing.name;
  }
  @traced({ name: 'risky', attributes: { tier: 'gold', n: -2 }, kind: 'client' }) async risky() {
    throw new RangeError('no');
  }
  @traced get price() {
    return this.rate;
  }
  @traced set price(rate) {
    this.rate = rate;
  }
  @traced async *stream() {
    yield await this.later(1);
    yield 2;
  }
  @traced handle(request: { method: string; url: string; headers: Headers }) {
    return request.url.length;
  }
}

@traced
class Whole {
  static make() {
    return new Whole();
  }
  one() {
    return 1;
  }
  @traced('own') two() {
    return 2;
  }
  get three() {
    return 3;
  }
}

@traced('named')
class Named {
  one() {
    return 1;
  }
}

async function shown(what: string, act: () => unknown): Promise<void> {
  recorder.clear();
  let result: unknown;
  try {
    result = await act();
  } catch (error) {
    result = `${error}`;
  }
  await null;
  const names = new Map(recorder.spans.map((span) => [span.spanId, span.name]));
  const spans = recorder.spans.map(({ name, kind, parentSpanId, traceId, attributes, status }) => {
    const {
      'code.file.path': _file,
      'code.line.number': _line,
      'code.function.name': _name,
      ...others
    } = attributes;
    const parent =
      names.get(parentSpanId) ?? (parentSpanId === '00f067aa0ba902b7' ? `remote ${traceId.slice(0, 4)}` : '');
    return `${name}/${kind} < ${parent} ${status.code} ${JSON.stringify(others)}`;
  });
  console.log(what, JSON.stringify(result), spans.join(' | '));
}

const billing = new Billing();
await shown('sync', () => billing.total(2));
await shown('name and length', () => [
  billing.total.name,
  billing.total.length,
  Billing.prototype.later.name,
]);
await shown('async', () => billing.later(2));
await shown('static', () => Billing.fee());
await shown('rejects', () => billing.risky());
await shown('accessors', () => {
  billing.price = 3;
  return billing.price;
});
await shown('generator', () => {
  const steps = billing.steps(1);
  return [steps.next(), steps.next(5), steps.next(0)];
});
await shown('generator, returned early', () => {
  const steps = billing.steps(1);
  return [steps.next(), steps.next(5), steps.return('early')];
});
await shown('async generator', async () => {
  const got: unknown[] = [];
  for await (const it of billing.stream()) got.push(it);
  return got;
});
const headers = new Headers({ traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01' });
await shown('handler', () => billing.handle({ method: 'GET', url: 'http://a.test/b', headers }));
await shown('request to be sent', () =>
  billing.handle({ method: 'GET', url: 'http://a.test/b', headers: new Headers() }),
);
await shown('whole class', () => [Whole.make().one(), Whole.make().two(), Whole.make().three]);
await shown('named class', () => new Named().one());
