/** `@onetrace/viewer` as a library: the same viewer that `npx onetrace view` starts. */
export { startViewer, type Viewer, type ViewerOptions } from './start-viewer.ts';
