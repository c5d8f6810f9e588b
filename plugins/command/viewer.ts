/** `onetrace view` and `onetrace traces`: a package of their own, since nothing of it belongs into a build. */
import { spawnSync } from 'node:child_process';

const OLDEST = 24;
const PACKAGE = '@onetrace/viewer';

interface ViewerCommands {
  runView(args: readonly string[]): Promise<number>;
  runTraces(args: readonly string[]): Promise<number>;
}

/** The exit code, or undefined where `args` ask for neither. */
export async function viewerCommand([command, ...args]: readonly string[]): Promise<number | undefined> {
  if (command !== 'view' && command !== 'traces') return undefined;
  const [major = 0] = process.versions.node.split('.').map(Number);
  if (major < OLDEST) {
    process.stderr.write(
      `onetrace ${command} needs Node ${OLDEST} or later, and this is ${process.version}. ` +
        `Programs may run on any Node: start it apart, npx -p node@${OLDEST} -p ${PACKAGE} onetrace-view\n`,
    );
    return 2;
  }
  const viewer = await loadViewer();
  if (viewer === undefined) return fetchViewer(command, args);
  return command === 'view' ? viewer.runView(args) : viewer.runTraces(args);
}

async function loadViewer(): Promise<ViewerCommands | undefined> {
  const name = `${PACKAGE}/command`;
  try {
    return (await import(name)) as ViewerCommands;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    return undefined;
  }
}

/** Not installed: npx gets it for this once. */
function fetchViewer(command: string, args: readonly string[]): number {
  process.stderr.write(
    `${PACKAGE} is not installed here: npx gets it. To keep it: npm install --save-dev ${PACKAGE}\n`,
  );
  const own = command === 'traces' ? ['traces', ...args] : args;
  const { status, error } = spawnSync('npx', ['--yes', PACKAGE, ...own], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (error) process.stderr.write(`npx cannot be started: ${error.message}\n`);
  return status ?? 2;
}
