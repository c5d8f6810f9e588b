import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

export interface RunningService {
  /** Without a slash at its end. */
  readonly url: string;
  /** Asks the process to end, and waits until it has sent what it still held. */
  stop(): Promise<void>;
}

export interface Start {
  /** The program and its arguments. */
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** Runs a service in a process of its own; resolves when it says where it listens. */
export async function startService({ command, env }: Start): Promise<RunningService> {
  const [program, ...args] = command as [string, ...string[]];
  const child = spawn(program, args, {
    env: { ...inherited(), PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const port = await Promise.race([portOf(child), ended.then(() => undefined)]);
  if (port === undefined) throw new Error(`${command.join(' ')} ended before it listened`);
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** Where someone's own spans go is not where these go. */
const inherited = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(?:OTEL|AISDK)_/.test(name)));

/** A service logs its address; all that it says is read, or it would stop at a full pipe. */
const portOf = ({ stdout }: ChildProcess): Promise<string> =>
  new Promise((resolve) => {
    let said = '';
    stdout?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const port = /port: (\d+)/.exec(said)?.[1];
      if (port) resolve(port);
    });
  });
