import type { JSX } from 'preact';
import type { DrawnMap } from '../../api/map-with-code.ts';
import { changes, useAnswer } from '../data.ts';
import { plural } from '../format.ts';
import { Empty, Notice } from '../parts/parts.tsx';
import { MapDrawing } from './map-drawing.tsx';

export function MapPage(): JSX.Element {
  const answer = useAnswer<DrawnMap>('map', {}, changes.value);
  const map = answer.data;
  if (map?.nodes.length === 0)
    return (
      <Empty title="Nothing to draw yet">
        <p>
          Services, models and hosts appear with the first trace; those that stand in the code, with the first
          build.
        </p>
      </Empty>
    );
  return (
    <div class="page">
      <h1>Map</h1>
      {answer.error !== '' && <Notice kind="error">{answer.error}</Notice>}
      {map && (
        <>
          <p class="legend dim">
            <span>Of the newest {plural(map.traces, 'trace')}.</span>
            <span class="key ran">seen</span>
            {map.built && <span class="key built">in the code, not seen yet</span>}
            {map.built && <span class="key drift">seen, not in the code</span>}
            <span class="key anonymous">ids only, no session</span>
          </p>
          <div class="map-frame">
            <MapDrawing map={map} />
          </div>
        </>
      )}
    </div>
  );
}
