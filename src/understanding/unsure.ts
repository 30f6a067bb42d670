// Understanding, step 10: a log that can be read in two ways, or may be none, is asked back.
import type { SaidEvent } from '../tracker/event.ts';
import { figureAsClock } from './days.ts';
import type { Intent, SettledIntent } from './intent.ts';
import { mlInOunce } from './quantity.ts';
import type { Told } from './telling.ts';
import { resolve, type Written } from './when.ts';

type Log = Extract<SettledIntent, { type: 'log' }>;

/** The question to ask back, or `null` where the log is clear. */
export function unsureReadings(log: SettledIntent, told: readonly Told[], written: Written): Intent | null {
  if (log.type !== 'log') return null;
  const [first] = told;
  const [event] = log.events;
  const figures = first?.items.flatMap((item) => (item.type === 'figure' ? [item.value] : [])) ?? [];
  const figure = figures[0];
  const [only] = figures.length === 1 ? figures : [];
  if (
    told.length === 1 &&
    event?.kind === 'feed' &&
    first?.mention.measured &&
    only !== undefined &&
    figure !== undefined
  ) {
    const timed = first.items.some((item) =>
      ['clock', 'range', 'ago', 'now', 'amount', 'span'].includes(item.type),
    );
    if (!timed && figure > 0 && figure <= 12 && Number.isInteger(figure))
      return hourOrAmount(event, figure, written);
  }
  return told.some((one) => one.verdict === 'maybe') ? { type: 'ask', candidates: [log] } : null;
}

/** "bottle 7": at seven, or seven ounces. */
function hourOrAmount(event: SaidEvent, figure: number, written: Written): Intent {
  const clock = figureAsClock(figure);
  const hour = clock && resolve(clock, { day: null, part: null }, written);
  const amount: SaidEvent = {
    ...event,
    action: 'instant',
    start: written.at,
    end: null,
    details: { ...event.details, amountMl: Math.round(figure * mlInOunce) },
  };
  const atHour: Log[] =
    hour?.outcome === 'at'
      ? [{ type: 'log', events: [{ ...event, action: 'instant', start: hour.at, end: null }] }]
      : [];
  return { type: 'ask', candidates: [...atHour, { type: 'log', events: [amount] }] };
}
