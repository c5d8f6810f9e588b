/**
 * Capture on demand: contents are off by default; from the page one site's next calls can be recorded with theirs.
 * Programs in development ask for this list when they send; what is wanted runs out by count and by time.
 */

export interface WantedCapture {
  /** `file:line`. */
  readonly site: string;
  readonly calls: number;
  /** Milliseconds since 1970. */
  readonly until: number;
}

const MINUTES = 10 * 60_000;

export class Captures {
  readonly #wanted = new Map<string, WantedCapture>();

  /** 0 calls: no more. */
  want(site: string, calls: number): void {
    if (site === '' || site.length > 1000) return;
    if (calls === 0) this.#wanted.delete(site);
    else if (this.#wanted.size < 100) this.#wanted.set(site, { site, calls, until: Date.now() + MINUTES });
  }

  wanted(): WantedCapture[] {
    for (const [site, { until }] of this.#wanted) if (until < Date.now()) this.#wanted.delete(site);
    return [...this.#wanted.values()];
  }

  /** What goes out with an answer to spans, once. */
  take(): WantedCapture[] {
    const wanted = this.wanted();
    this.#wanted.clear();
    return wanted;
  }
}
