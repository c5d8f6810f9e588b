import * as $ot from "onetrace/inject"; import { traced as t, traced } from 'onetrace';
import * as onetrace from 'onetrace';
import { other } from './other';
const LATER = 'x';

export class Billing {
  rate = 2;
   *steps() { const $x = $ot.enterTraced("traced/input.ts:8:12#Billing.steps", 2, arguments); try { $x.in(yield $x.give(this.rate)) } catch ($e) { throw $x.fail($e); } finally { $x.exit(); } }
  #rate;
   ['computed']() { const $x = $ot.enterTraced("traced/input.ts:10:12#Billing.computed", 0, arguments); try { return $x.end(1) } catch ($e) { throw $x.fail($e); } finally { $x.exit(); } }
  
  async charge(n: number): Promise<number> {
    const $x = $ot.enterTraced("traced/input.ts:12:9#Billing.charge", 1, arguments); try { return $x.end($x.in(await $x.out(this.#tax(n))));
  } catch ($e) { throw $x.fail($e); } finally { $x.exit(); } }
   static fee() { const $x = $ot.enterTraced("traced/input.ts:15:15#Billing.fee", 0, arguments); try { return $x.end(1) } catch ($e) { throw $x.fail($e); } finally { $x.exit(); } }
   #tax(n: number) { const $x = $ot.enterTraced("traced/input.ts:16:20#Billing.%23tax?name=named", 0, arguments); try { return $x.end(n) } catch ($e) { throw $x.fail($e); } finally { $x.exit(); } }
   full() { const $x = $ot.enterTraced("traced/input.ts:17:110#Billing.full?name=full&kind=client&attributes={\"tier\":\"gold\",\"n\":-1,\"list\":[true,\"b\"]}", 0, arguments); try { } catch ($e) { throw $x.fail($e); } finally { $x.exit(); } }
  @other  @other get price() { const $x = $ot.enterTraced("traced/input.ts:18:29#Billing.price", 0, arguments); try { return $x.end(this.rate) } catch ($e) { throw $x.fail($e); } finally { $x.exit(); } }
   set price(value) { const $x = $ot.enterTraced("traced/input.ts:19:15#Billing.price", 0, arguments); try { this.rate = value } catch ($e) { throw $x.fail($e); } finally { $x.exit(); } }
   arrow = async (request: Request, { a } = {} as any) => { const $x = $ot.enterTraced("traced/input.ts:20:19#Billing.arrow", 1, [request]); try { return $x.end(this.rate); } catch ($e) { throw $x.fail($e); } finally { $x.exit(); } };
   static block = (x) => { const $x = $ot.enterTraced("traced/input.ts:21:26#Billing.block", 0, [x]); try { return $x.end(x) } catch ($e) { throw $x.fail($e); } finally { $x.exit(); } };
   accessor auto = function (this: Billing) { const $x = $ot.enterTraced("traced/input.ts:22:27#Billing.auto", 0, arguments); try { return $x.end(this.rate) } catch ($e) { throw $x.fail($e); } finally { $x.exit(); } }
  /* onetrace-ignore */ @traced ignored() {}
  @traced(LATER) later() {}
  @traced made = make();
   async *stream() { const $x = $ot.enterTraced("traced/input.ts:26:18#Billing.stream", 3, arguments); try { for await (const x of $x.over(y)) $x.in(yield $x.give(x)) } catch ($e) { throw $x.fail($e); } finally { $x.exit(); } }
  plain() {}
}


export class Whole {
  constructor() {}
  static one() { const $x = $ot.enterTraced("traced/input.ts:33:3#Whole.one", 0, arguments); try { return $x.end(1) } catch ($e) { throw $x.fail($e); } finally { $x.exit(); } }
  #two() { const $x = $ot.enterTraced("traced/input.ts:34:3#Whole.%23two", 0, arguments); try { return $x.end(2) } catch ($e) { throw $x.fail($e); } finally { $x.exit(); } }
  get three() { return 3 }
   four() { const $x = $ot.enterTraced("traced/input.ts:36:18#Whole.four?name=own", 0, arguments); try { return $x.end(4) } catch ($e) { throw $x.fail($e); } finally { $x.exit(); } }
  field = () => 5
}

export default  class { one() { const $x = $ot.enterTraced("traced/input.ts:40:37#default.one?name=w.one", 0, arguments); try { return $x.end(1) } catch ($e) { throw $x.fail($e); } finally { $x.exit(); } } }
@traced class Refused { m() { return [1].map((x) => x) } n(a) { function a() {} } }
const notOurs = (traced: any) => class { @traced m() {} };
