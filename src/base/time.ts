// Civil time: instants to wall clocks of a zone and back. The only home of the Temporal library.
import { Temporal } from 'temporal-polyfill';
import type { EpochMs } from './clock.ts';

export { Temporal };

/** An IANA time zone name, such as `Asia/Jerusalem`; checked by `isZone` at the border. */
export type Zone = string;

/** Whether the machine knows this IANA zone. Offsets such as `+02:00` are refused: they know no summer time. */
export function isZone(name: string): name is Zone {
  if (!/^[A-Za-z_]+(\/[A-Za-z0-9_+-]+)*$/.test(name)) return false;
  try {
    new Intl.DateTimeFormat(undefined, { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** The wall clock of `zone` at an instant. */
export function toLocal(at: EpochMs, zone: Zone): Temporal.PlainDateTime {
  return toZoned(at, zone).toPlainDateTime();
}

/** The instant with its zone, for arithmetic that must know summer time. */
function toZoned(at: EpochMs, zone: Zone): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
}

/**
 * The instant at which `zone`'s wall clock shows `local`. In the hour that autumn repeats the earlier one is
 * taken; a time that spring skips is read with the offset before the gap (Temporal's `compatible`).
 */
export function toInstant(local: Temporal.PlainDateTime, zone: Zone): EpochMs {
  return local.toZonedDateTime(zone).epochMilliseconds;
}
