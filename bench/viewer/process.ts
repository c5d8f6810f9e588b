/** A server in a process of its own, and what it costs: CPU time and memory as the kernel counts them. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Served {
  readonly child: ChildProcess;
  readonly url: string;
  /** Milliseconds of CPU time since it began, of all its threads. */
  cpu(): number;
  /** MB resident now. */
  memory(): number;
  stop(): Promise<void>;
}

/** The kernel's clock ticks a second. */
const TICKS = 100;
const PATIENCE = 60_000;

/** Resolves when `url` has answered. */
export async function serve(
  args: readonly string[],
  url: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Served> {
  const child = spawn(process.execPath, ['--no-warnings', ...args], {
    stdio: 'ignore',
    env: { ...process.env, ...env },
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    const answer = await fetch(url).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer !== undefined && answer.status !== 503) break;
    if (child.exitCode !== null || Date.now() > deadline)
      throw new Error(`${args.join(' ')} does not answer at ${url}`);
    await sleep(20);
  }
  return {
    child,
    url,
    cpu: () => {
      const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ');
      return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS;
    },
    memory: () =>
      Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024,
    async stop() {
      child.kill('SIGTERM');
      await Promise.race([ended, sleep(5000).then(() => child.kill('SIGKILL'))]);
    },
  };
}
