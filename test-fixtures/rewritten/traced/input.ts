import { traced as t, traced } from 'onetrace';
import * as onetrace from 'onetrace';
import { other } from './other';
const LATER = 'x';

export class Billing {
  rate = 2
  @traced *steps() { yield this.rate }
  #rate
  @traced ['computed']() { return 1 }
  @traced
  async charge(n: number): Promise<number> {
    return await this.#tax(n);
  }
  @t() static fee() { return 1 }
  @traced('named') #tax(n: number) { return n }
  @onetrace.traced({ name: "full", kind: 'client', attributes: { tier: 'gold', n: -1, list: [true, `b`] } }) full() {}
  @other @traced @other get price() { return this.rate }
  @traced set price(value) { this.rate = value }
  @traced arrow = async (request: Request, { a } = {} as any) => this.rate
  @traced static block = (x) => { return x }
  @traced accessor auto = function (this: Billing) { return this.rate }
  /* onetrace-ignore */ @traced ignored() {}
  @traced(LATER) later() {}
  @traced made = make()
  @traced async *stream() { for await (const x of y) yield x }
  plain() {}
}

@traced
export class Whole {
  constructor() {}
  static one() { return 1 }
  #two() { return 2 }
  get three() { return 3 }
  @traced('own') four() { return 4 }
  field = () => 5
}

export default @traced('w') class { one() { return 1 } }
@traced class Refused { m() { return [1].map((x) => x) } n(a) { function a() {} } }
const notOurs = (traced: any) => class { @traced m() {} };
