/** `@onetrace/viewer` as a library: the same viewer that `npx onetrace view` starts. */
export { browseTo } from './command/browse.ts';
export { startViewer, type Viewer, type ViewerOptions } from './start-viewer.ts';
