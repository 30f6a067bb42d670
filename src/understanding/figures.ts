// Understanding, step 6a: figures that came without a unit: an hour, or an amount of milk.
import type { Details, EventKind } from '../tracker/event.ts';
import type { ClockTime } from './clock.ts';
import { figureAsClock } from './days.ts';
import type { Item } from './items.ts';
import { mlInOunce } from './quantity.ts';
import type { Told } from './telling.ts';

interface Figures {
  readonly clocks: readonly Item[];
  readonly amountMl: number | null;
}

/** Figures without a unit: an hour for what has no amount; for a feed what the other figures leave open. */
export function readFigures(told: Told, kind: EventKind, details: Details): Figures {
  const none: Figures = { clocks: [], amountMl: null };
  const figures = told.items.flatMap((item) => (item.type === 'figure' ? [item] : []));
  const figure = figures[0];
  if (!figure) return none;
  const clock = figure.clock ?? figureAsClock(figure.value);
  const asClock: Figures = clock ? { ...none, clocks: [{ type: 'clock', role: 'at', clock }] } : none;
  const timed = told.items.some((item) => ['clock', 'range', 'ago', 'now'].includes(item.type));
  if (kind !== 'feed' || details.amountMl !== undefined) return timed ? none : asClock;
  const hour = figure.value <= 24 || (figure.value > 400 && !timed && clock !== null);
  if (!hour) return { ...none, amountMl: figure.value };
  if (figures.length > 1) return timed ? none : hourThenAmount(figures, clock);
  if (figure.value > 24) return asClock;
  if (timed || !Number.isInteger(figure.value)) {
    return told.mention.measured && figure.value <= 12 && figure.value > 0
      ? { ...none, amountMl: Math.round(figure.value * mlInOunce) }
      : none;
  }
  return asClock;
}

/** "7 bottle 180", "1330 bottle 120": the hour, and what was drunk. */
function hourThenAmount(figures: readonly { readonly value: number }[], hour: ClockTime | null): Figures {
  const amount = figures.slice(1).find(({ value }) => value > 24 && value <= 400);
  const sure = (figures[0]?.value ?? 0) > 24;
  return hour && (sure || (amount && figures.length === 2))
    ? { clocks: [{ type: 'clock', role: 'at', clock: hour }], amountMl: amount?.value ?? null }
    : { clocks: [], amountMl: null };
}
