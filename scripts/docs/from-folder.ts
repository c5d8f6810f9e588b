/**
 * Makes the pages of a built site readable where no server is: opened from a folder a browser loads no module, and
 * `/assets` is the disk's. Links become relative; what a server sends stays as good as it was.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export function openFromFolder(site: string): void {
  for (const file of readdirSync(site, { recursive: true }) as string[]) {
    if (!file.endsWith('.html')) continue;
    const path = join(site, file);
    const text = readFileSync(path, 'utf8');
    const up = '../'.repeat(file.split(/[\\/]/).length - 1) || './';
    writeFileSync(path, withRelativeLinks(text, up));
  }
}

/** `href="/start/"` of a page two folders down is `../../start/index.html`. */
export const withRelativeLinks = (text: string, up: string): string =>
  text.replace(/\b(href|src)="\/(?!\/)([^"]*)"/g, (_, name: string, path: string) => {
    const [plain = '', rest = ''] = path.split(/(?=[#?])(.*)/s);
    const whole = plain === '' || plain.endsWith('/') ? `${plain}index.html` : plain;
    return `${name}="${up}${whole}${rest}"`;
  });
