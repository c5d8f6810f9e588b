import type { JSX } from 'preact';
import type { DrawnMap } from '../../api/map-with-code.ts';
import { useAnswer } from '../data.ts';
import { MapDrawing } from '../map/map-drawing.tsx';
import { Notice } from '../parts/parts.tsx';

export function MapFace({ trace, version }: { trace: string; version: number }): JSX.Element {
  const answer = useAnswer<DrawnMap>('map', { trace }, version);
  if (answer.error !== '') return <Notice kind="error">{answer.error}</Notice>;
  return <div class="map-frame">{answer.data && <MapDrawing map={answer.data} />}</div>;
}
