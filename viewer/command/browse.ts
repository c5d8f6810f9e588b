import { spawn } from 'node:child_process';

const PROGRAMS: Readonly<Record<string, readonly string[]>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
};

/** Opens an address in the user's browser; where there is none, nothing happens: the address is printed. */
export function browseTo(url: string): void {
  const [program = 'xdg-open', ...args] = PROGRAMS[process.platform] ?? ['xdg-open'];
  const child = spawn(program, [...args, url], { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}
