import type { Import } from './imports.ts';
import { LATE, ORDERS, type Order } from './order.ts';
import type { Check } from './violation.ts';

/** Imports against the order of the rooms; the two late doors are let through, and only when they are late. */
export function checkOrder(imports: readonly Import[]): Check {
  const inside = ORDERS.flatMap((order) =>
    imports.filter((it) => isInside(order, it)).map((it) => ({ order, it })),
  );
  const against = inside.filter(({ order, it }) => pointsRight(order, it) && !isLateDoor(it));
  return {
    name: 'imports within the order',
    looked: inside.length,
    violations: against.map(({ it: { from, to } }) => ({
      file: from,
      rule: 'left never imports right',
      detail: `imports ${to}`,
    })),
  };
}

const isInside = ({ root }: Order, { from, to }: Import): boolean =>
  from.startsWith(`${root}/`) && to.startsWith(`${root}/`);

const isLateDoor = ({ from, to, kind }: Import): boolean =>
  kind === 'late' && LATE.some(([door, room]) => door === from && room === to);

function pointsRight(order: Order, { from, to }: Import): boolean {
  const own = placeIn(order, from);
  const other = placeIn(order, to);
  return other.index > own.index || (other.index === own.index && other.room !== own.room);
}

interface Place {
  readonly index: number;
  readonly room: string;
}

/** The most exact room that the path begins with; `''` takes what stands at the top. */
function placeIn({ root, rooms }: Order, file: string): Place {
  const path = file.slice(root.length + 1);
  const places = rooms.flatMap((names, index) => [names].flat().map((room) => ({ index, room })));
  const fitting = places.filter(({ room }) => path.startsWith(room));
  return fitting.reduce((best, it) => (it.room.length >= best.room.length ? it : best), {
    index: -1,
    room: '',
  });
}
