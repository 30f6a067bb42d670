// Instants and lengths as a reader writes them: the zone's wall clock, 12 or 24 hours by the region's habit.
import { DAY, type EpochMs, HOUR, MINUTE } from '../../base/clock.ts';
import { toLocal, type Zone } from '../../base/time.ts';
import { formatTag, type Language } from '../../locale/languages.ts';
import { stringsOf } from '../../locale/strings.ts';
import type { Reader } from '../reply.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

/** `Intl` formats are costly to make and few are needed: one of a kind is kept. */
function format(language: Language, zone: Zone, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const tag = formatTag(language, zone);
  const id = `${tag} ${zone} ${JSON.stringify(options)}`;
  const known = formats.get(id) ?? new Intl.DateTimeFormat(tag, { timeZone: zone, ...options });
  formats.set(id, known);
  return known;
}

/** The time of day: "13:05", "1:05 PM". */
export function clock(at: EpochMs, { language, zone }: Reader): string {
  return format(language, zone, { hour: 'numeric', minute: '2-digit' }).format(at);
}

/** A weekday and date: "Tue 10 March". */
export function date(at: EpochMs, { language, zone }: Reader): string {
  return format(language, zone, { weekday: 'short', day: 'numeric', month: 'long' }).format(at);
}

/** The days from `from` to `to`: "4 - 10 March". */
export function dateRange(from: EpochMs, to: EpochMs, { language, zone }: Reader): string {
  return format(language, zone, { day: 'numeric', month: 'long' }).formatRange(from, to);
}

/** A time with its day, where that is not today: "13:05", "yesterday 23:00", "Sun 8 March, 23:00". */
export function when(at: EpochMs, reader: Reader): string {
  const time = clock(at, reader);
  const days = daysBetween(at, reader.now, reader.zone);
  if (days === 0) return time;
  const t = stringsOf(reader.language);
  return days === 1 ? t('when.yesterday', { time }) : t('when.date', { date: date(at, reader), time });
}

/** From one time to another: "13:05-14:10", the day named once. */
export function stretch(from: EpochMs, to: EpochMs, reader: Reader): string {
  const sameDay = daysBetween(from, to, reader.zone) === 0;
  const end = sameDay ? clock(to, reader) : when(to, reader);
  return `${when(from, reader)}\u2013${end}`;
}

/** A length: "45 min", "2 hr 10 min"; less than a minute is "0 min". */
export function length(ms: EpochMs, { language, zone }: Reader): string {
  const minutes = Math.round(ms / MINUTE);
  const parts = { hours: Math.floor(minutes / 60), minutes: minutes % 60 };
  const display = parts.hours === 0 ? ('always' as const) : ('auto' as const);
  return new Intl.DurationFormat(formatTag(language, zone), {
    style: 'short',
    minutesDisplay: display,
  }).format(parts);
}

/** How long ago: "5 minutes ago", "2 hours ago". */
export function ago(at: EpochMs, { language, zone, now }: Reader): string {
  const relative = new Intl.RelativeTimeFormat(formatTag(language, zone), { numeric: 'always' });
  const passed = Math.max(0, now - at);
  if (passed < HOUR) return relative.format(-Math.round(passed / MINUTE), 'minute');
  if (passed < DAY) return relative.format(-Math.round(passed / HOUR), 'hour');
  return relative.format(-Math.round(passed / DAY), 'day');
}

/** A list: "120 ml, left side". */
export function list(items: readonly string[], { language, zone }: Reader): string {
  return new Intl.ListFormat(formatTag(language, zone), { type: 'unit', style: 'short' }).format(items);
}

/** A number with the reader's digits and separators. */
export function number(value: number, { language, zone }: Reader): string {
  return new Intl.NumberFormat(formatTag(language, zone), { maximumFractionDigits: 0 }).format(value);
}

function daysBetween(earlier: EpochMs, later: EpochMs, zone: Zone): number {
  return toLocal(earlier, zone).toPlainDate().until(toLocal(later, zone).toPlainDate()).days;
}
