// Instants and lengths as a reader writes them: the zone's wall clock, 12 or 24 hours by the region's habit.
import { DAY, type EpochMs, HOUR, MINUTE } from '../../base/clock.ts';
import { toLocal, type Zone } from '../../base/time.ts';
import { fallbackLanguage, formatTag, type Language } from '../../locale/languages.ts';
import { stringsOf } from '../../locale/strings.ts';
import type { Reader } from '../reply.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

/** `Intl` formats are costly to make (some 20 us) and few are needed: one of a kind is kept. */
function format(language: Language, zone: Zone, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const tag = formatTag(language, zone);
  const id = `${tag} ${zone} ${JSON.stringify(options)}`;
  const known = formats.get(id) ?? new Intl.DateTimeFormat(tag, { timeZone: zone, ...options });
  formats.set(id, known);
  return known;
}

/** The same for formats that differ by their tag only. */
function keep<Format>(make: (tag: string) => Format): (reader: Pick<Reader, 'language' | 'zone'>) => Format {
  const kept = new Map<string, Format>();
  return ({ language, zone }) => {
    const tag = formatTag(language, zone);
    const known = kept.get(tag) ?? make(tag);
    kept.set(tag, known);
    return known;
  };
}

const numbers = keep((tag) => new Intl.NumberFormat(tag, { maximumFractionDigits: 0 }));
const lists = keep((tag) => new Intl.ListFormat(tag, { type: 'unit', style: 'short' }));
const agos = keep((tag) => new Intl.RelativeTimeFormat(tag, { numeric: 'always' }));
const lengths = keep((tag) => new Intl.DurationFormat(tag, { style: 'short' }));
const shortLengths = keep(
  (tag) => new Intl.DurationFormat(tag, { style: 'short', minutesDisplay: 'always' }),
);

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
export function length(ms: EpochMs, reader: Reader): string {
  const minutes = Math.round(ms / MINUTE);
  const parts = { hours: Math.floor(minutes / 60), minutes: minutes % 60 };
  return (parts.hours === 0 ? shortLengths(reader) : lengths(reader)).format(parts);
}

/** How long ago: "5 minutes ago", "2 hours ago". */
export function ago(at: EpochMs, reader: Reader): string {
  const relative = agos(reader);
  const passed = Math.max(0, reader.now - at);
  if (passed < HOUR) return relative.format(-Math.round(passed / MINUTE), 'minute');
  if (passed < DAY) return relative.format(-Math.round(passed / HOUR), 'hour');
  return relative.format(-Math.round(passed / DAY), 'day');
}

/** A list: "120 ml, left side". */
export function list(items: readonly string[], reader: Reader): string {
  return lists(reader).format(items);
}

/** A number with the reader's digits and separators. */
export function number(value: number, reader: Reader): string {
  return numbers(reader).format(value);
}

function daysBetween(earlier: EpochMs, later: EpochMs, zone: Zone): number {
  const day = format(fallbackLanguage, zone, { dateStyle: 'short' });
  // Most times that are shown are of today, and `Intl` tells that far sooner than calendar arithmetic.
  if (day.format(earlier) === day.format(later)) return 0;
  return toLocal(earlier, zone).toPlainDate().until(toLocal(later, zone).toPlainDate()).days;
}
