// One entry of the diary as a sentence: the confirmation of a log, the echo of an undo or a correction.
import { type Strings, stringsOf } from '../../locale/strings.ts';
import type { Details, DiaryEvent } from '../../tracker/event.ts';
import { clock, length, list, number, stretch, when } from '../format/time.ts';
import type { Reader } from '../reply.ts';

/** An entry as it now stands: going on, a stretch of time, or a moment. */
export function entryLine(event: DiaryEvent, reader: Reader): string {
  const t = stringsOf(reader.language);
  const details = detailsText(event.details, reader);
  const { kind, startedAt, endedAt } = event;
  const values = { start: when(startedAt, reader), details };
  if (kind === 'diaper') return t(details === '' ? 'diaper.moment' : 'diaper.momentWith', values);
  if (event.open)
    return kind === 'sleep'
      ? t('sleep.since', values)
      : t(details === '' ? 'feed.since' : 'feed.sinceWith', values);
  if (endedAt === null)
    return kind === 'sleep'
      ? t('sleep.moment', values)
      : t(details === '' ? 'feed.moment' : 'feed.momentWith', values);
  const span = {
    ...values,
    span: stretch(startedAt, endedAt, reader),
    length: length(endedAt - startedAt, reader),
  };
  return kind === 'sleep'
    ? t('sleep.stretch', span)
    : t(details === '' ? 'feed.stretch' : 'feed.stretchWith', span);
}

/** A session that has just been ended. `implied`: another event ended it. */
export function endedLine(event: DiaryEvent, implied: boolean, reader: Reader): string {
  const { kind, startedAt, endedAt } = event;
  if (kind === 'diaper' || endedAt === null) return entryLine(event, reader);
  const t = stringsOf(reader.language);
  const details = detailsText(event.details, reader);
  const values = {
    start: when(startedAt, reader),
    end: clock(endedAt, reader),
    length: length(endedAt - startedAt, reader),
    details,
  };
  if (implied) return t(`${kind}.impliedEnd`, values);
  if (kind === 'sleep') return t('sleep.ended', values);
  return t(details === '' ? 'feed.ended' : 'feed.endedWith', values);
}

/** "120 ml, left side"; empty where nothing is known. */
export function detailsText(details: Details, reader: Reader): string {
  const t = stringsOf(reader.language);
  return list([...amount(details, t, reader), ...side(details, t), ...diaper(details, t)], reader);
}

function amount({ amountMl }: Details, t: Strings, reader: Reader): string[] {
  return amountMl === undefined ? [] : [t('details.ml', { amount: number(amountMl, reader) })];
}

function side({ side: value }: Details, t: Strings): string[] {
  return value === undefined ? [] : [t(`details.${value}`)];
}

function diaper({ diaper: value }: Details, t: Strings): string[] {
  if (value === undefined) return [];
  return [value === 'both' ? t('details.wetAndDirty') : t(`details.${value}`)];
}
