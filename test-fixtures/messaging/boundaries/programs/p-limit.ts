import pLimit from 'p-limit';
import { type Ask, work } from '../work.ts';

class Client {
  readonly #limit = pLimit(2);
  readonly limit = pLimit(2);

  ask(session: string): Promise<void> {
    return this.limit(() => this.#limit(() => work(session)));
  }
}
const client = new Client();

export const ask: Ask = (session) => client.ask(session);
