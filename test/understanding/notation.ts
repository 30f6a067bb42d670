// Writes an intent as a short line, so that expectations can be read: "sleep start 13:00", "feed 14:00 120ml left".
import { toLocal, type Zone } from '../../src/base/time.ts';
import type { SaidEvent } from '../../src/tracker/event.ts';
import type { Intent } from '../../src/understanding/intent.ts';

interface Written {
  readonly at: number;
  readonly zone: Zone;
}

/** The line of an intent as it reads at the moment it was written. */
export function lineOf(intent: Intent, written: Written): string {
  if (intent.type === 'log') return intent.events.map((event) => eventLine(event, written)).join(' + ');
  if (intent.type === 'none') return `none ${intent.reason}`;
  if (intent.type === 'summary') return `summary ${intent.period}`;
  if (intent.type === 'latest') return `latest ${intent.kind}`;
  if (intent.type === 'impossible') return `impossible ${intent.kind} ${intent.problem}`;
  return intent.type;
}

function eventLine({ kind, action, start, end, details }: SaidEvent, written: Written): string {
  const time = (at: number | null) => (at === null ? '' : clock(at, written));
  const when =
    action === 'interval'
      ? `${time(start)}-${time(end)}`
      : action === 'instant'
        ? time(start)
        : `${action} ${time(start ?? end)}`;
  const amount = details.amountMl === undefined ? undefined : `${details.amountMl}ml`;
  return [kind, when, amount, details.side, details.diaper].filter((word) => word !== undefined).join(' ');
}

/** `HH:MM` on the day of writing, with its date on another. */
function clock(at: number, { at: now, zone }: Written): string {
  const local = toLocal(at, zone);
  const time = local.toPlainTime().toString({ smallestUnit: 'minute' });
  return local.toPlainDate().equals(toLocal(now, zone).toPlainDate())
    ? time
    : `${local.toPlainDate()}T${time}`;
}
