/** The viewer between the services and the demo's own collector, which still checks every span. */
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { browseTo, startViewer, type Viewer } from '@onetrace/viewer';
import type { PipelineOptions } from './pipeline.ts';

export interface DemoView {
  readonly options: PipelineOptions;
  /** Prints the page's address, opens the trace in a browser where a person is there to see it, and waits for Ctrl-C. */
  show(traceId: string | undefined): Promise<void>;
}

const PROJECT = fileURLToPath(new URL('.', import.meta.url));

/** Makes the folder in which a build tells the viewer its sites. */
export const prepareView = (): void => void mkdirSync(`${PROJECT}.onetrace`, { recursive: true });

export function demoView(port = 4318): DemoView {
  let viewer: Viewer | undefined;
  return {
    options: {
      // What the demo says to its models is no secret.
      env: { OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: 'true' },
      async before(collector) {
        viewer = await startAnywhere(collector, port);
        return viewer.endpoint;
      },
    },
    async show(traceId) {
      if (viewer === undefined) return;
      if (process.stdout.isTTY)
        browseTo(traceId === undefined ? viewer.url : `${viewer.endpoint}/trace/${traceId}`);
      process.stderr.write(`\nSee it: ${viewer.url}   (Ctrl-C ends)\n`);
      await once(process, 'SIGINT');
      await viewer.close();
    },
  };
}

/** On the usual port, else on one that is free. */
async function startAnywhere(forward: string, port: number): Promise<Viewer> {
  const options = { forward, memory: true, project: PROJECT };
  try {
    return await startViewer({ ...options, port });
  } catch {
    return startViewer({ ...options, port: 0, grpcPort: 0 });
  }
}
