/** Builds the services as their authors would, with onetrace among the plugins. */
import { fileURLToPath } from 'node:url';
import { onetrace } from '@onetrace/plugins/esbuild';
import { build } from 'esbuild';

export const SERVICES = ['gateway', 'retrieval', 'llm', 'worker'] as const;
export type Service = (typeof SERVICES)[number];

export interface Built {
  /** Places that were rewritten. */
  readonly sites: number;
  readonly fileOf: (service: Service) => string;
}

/** `name` keeps builds that run at the same time apart; `worker` is the worker's file. */
export async function buildServices(name: string, worker = 'worker'): Promise<Built> {
  const nameOf = (service: Service): string => (service === 'worker' ? worker : service);
  const folder = fileURLToPath(new URL('.', import.meta.url));
  const outdir = `${folder}dist/${name}`;
  let sites = 0;
  await build({
    absWorkingDir: folder,
    entryPoints: SERVICES.map((service) => `services/${nameOf(service)}.ts`),
    outdir,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    sourcemap: true,
    plugins: [
      onetrace({
        report: (report) => {
          sites = report.sites.length;
        },
      }),
    ],
  });
  return { sites, fileOf: (service) => `${outdir}/${nameOf(service)}.js` };
}
