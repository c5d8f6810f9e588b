// A Worker as its author writes it; built by onetrace's esbuild plugin for workerd, Bun and Node.
import { Observe } from 'onetrace';

interface Env {
  readonly NEXT: string;
  readonly COLLECTOR: string;
}

async function second(env: Env): Promise<string> {
  'use trace';
  await new Promise((resolve) => setTimeout(resolve, 1));
  const response = await fetch(`${env.NEXT}/second`);
  return response.text();
}

const third = async (env: Env): Promise<string> => {
  await null;
  return (await fetch(`${env.NEXT}/third`)).text();
};

export default {
  async fetch(request: Request, env: Env) {
    Observe.init({ serviceName: 'worker', endpoint: env.COLLECTOR });
    Observe.setAttribute(Observe.TraceAttribute.SESSION_ID, new URL(request.url).searchParams.get('session'));
    const first = await (await fetch(`${env.NEXT}/first`)).text();
    const answers = await Promise.all([second(env), third(env)]);
    const wrapped = await Observe.withTrace('inner', null, async () => {
      await null;
      return (await fetch(`${env.NEXT}/inner`)).text();
    });
    return Response.json({ first, answers, wrapped, carrier: JSON.parse(Observe.getBaggage()) });
  },
};
