// "When did she last eat?": one line for each kind asked about.
import { type Strings, stringsOf } from '../../locale/strings.ts';
import type { Latest } from '../../tracker/diary.ts';
import type { DiaryEvent, EventKind } from '../../tracker/event.ts';
import { ago, length, when } from '../format/time.ts';
import type { Reader } from '../reply.ts';
import { detailsText } from './entry.ts';

export function latestText(kinds: readonly EventKind[], latest: Latest, reader: Reader): string {
  const t = stringsOf(reader.language);
  const lines: Record<EventKind, (event: DiaryEvent | undefined) => string> = {
    sleep: (event) => sleepLine(event, t, reader),
    feed: (event) => feedLine(event, t, reader),
    diaper: (event) => diaperLine(event, t, reader),
  };
  return kinds.map((kind) => lines[kind](latest[kind])).join('\n');
}

function sleepLine(sleep: DiaryEvent | undefined, t: Strings, reader: Reader): string {
  if (sleep === undefined) return t('latest.noSleep');
  const start = when(sleep.startedAt, reader);
  if (sleep.endedAt === null)
    return t('latest.asleep', { start, length: length(reader.now - sleep.startedAt, reader) });
  return t('latest.awake', {
    end: when(sleep.endedAt, reader),
    length: length(reader.now - sleep.endedAt, reader),
    sleepLength: length(sleep.endedAt - sleep.startedAt, reader),
  });
}

function feedLine(feed: DiaryEvent | undefined, t: Strings, reader: Reader): string {
  if (feed === undefined) return t('latest.noFeed');
  const start = when(feed.startedAt, reader);
  if (feed.open) return t('latest.feeding', { start, length: length(reader.now - feed.startedAt, reader) });
  return moment('fed', feed, start, t, reader);
}

function diaperLine(diaper: DiaryEvent | undefined, t: Strings, reader: Reader): string {
  if (diaper === undefined) return t('latest.noDiaper');
  return moment('diaper', diaper, when(diaper.startedAt, reader), t, reader);
}

function moment(key: 'fed' | 'diaper', event: DiaryEvent, start: string, t: Strings, reader: Reader): string {
  const details = detailsText(event.details, reader);
  return t(details === '' ? `latest.${key}` : `latest.${key}With`, {
    start,
    ago: ago(event.startedAt, reader),
    details,
  });
}
