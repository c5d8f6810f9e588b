/** The trace by its places in the source: how often each ran, how long, what it cost; a place leads to its spans. */
import type { JSX } from 'preact';
import { plural, showDuration, showMoney } from '../format.ts';
import { Empty, ServiceName } from '../parts/parts.tsx';
import { SiteSource } from './inspect/site-source.tsx';
import { type TraceView, wordAt } from './trace-view.ts';

interface PlaceUse {
  readonly site: string;
  readonly service: string;
  readonly spans: number[];
  time: number;
  cost: number;
  failed: number;
}

export function SourceFace({
  view,
  selected,
  onSelect,
}: {
  view: TraceView;
  selected: string;
  onSelect: (spanId: string) => void;
}): JSX.Element {
  const { skeleton } = view;
  const places = placesOf(view);
  if (places.length === 0)
    return (
      <Empty title="No span says where in the source it is">
        <p>Spans of code that onetrace built carry their file and line.</p>
      </Empty>
    );
  return (
    <div class="source-face">
      {places.map((place) => (
        <article key={place.service + place.site}>
          <header>
            <ServiceName name={place.service} />
            <span class="dim">
              {[
                plural(place.spans.length, 'span'),
                showDuration(place.time),
                place.cost > 0 && showMoney(place.cost),
                place.failed > 0 && `${place.failed} failed`,
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
            {place.spans.slice(0, 6).map((index) => (
              <button
                key={index}
                type="button"
                class="quiet"
                aria-pressed={skeleton.spanId[index] === selected}
                onClick={() => onSelect(skeleton.spanId[index] ?? '')}
              >
                {wordAt(skeleton, skeleton.name, index)}
              </button>
            ))}
          </header>
          <SiteSource site={place.site} />
        </article>
      ))}
    </div>
  );
}

function placesOf({ skeleton, tree }: TraceView): PlaceUse[] {
  const places = new Map<string, PlaceUse>();
  for (let index = 0; index < skeleton.spanId.length; index++) {
    const site = wordAt(skeleton, skeleton.site, index);
    if (site === '') continue;
    const service = wordAt(skeleton, skeleton.service, index);
    const key = `${service} ${site}`;
    let place = places.get(key);
    if (place === undefined) {
      place = { site, service, spans: [], time: 0, cost: 0, failed: 0 };
      places.set(key, place);
    }
    place.spans.push(index);
    place.time += tree.duration[tree.rowOf[index] as number] as number;
    place.cost += skeleton.cost[index] ?? 0;
    if (skeleton.status[index] === 2) place.failed++;
  }
  return [...places.values()].slice(0, 60);
}
