// Figures of a period as a short table of lines, honest where nothing is logged.
import { DAY, MINUTE } from '../../base/clock.ts';
import type { OutboundMessage } from '../../channel/port.ts';
import { stringsOf } from '../../locale/strings.ts';
import type { DiaperFigures, FeedFigures, SleepFigures, Summary } from '../../tracker/summary.ts';
import { type Period, periods } from '../../understanding/intent.ts';
import { date, dateRange, length, number, stretch, when } from '../format/time.ts';
import { pressData } from '../press.ts';
import type { Reader } from '../reply.ts';

export function summaryView(period: Period, summary: Summary, reader: Reader): OutboundMessage {
  const t = stringsOf(reader.language);
  const { sleep, feed, diaper } = summary;
  const empty = sleep.count + feed.count + diaper.count === 0;
  const lines = empty
    ? [t('summary.empty')]
    : [...sleepLines(sleep, reader), ...feedLines(feed, reader), ...diaperLines(diaper, reader)];
  const others = periods.filter((other) => other !== period);
  return {
    text: [title(period, summary, reader), '', ...lines, ...(empty ? [] : ['', t('summary.note')])].join(
      '\n',
    ),
    buttons: [
      others.map((other) => ({
        label: t(`buttons.${other}`),
        data: pressData({ press: 'summary', period: other }),
      })),
    ],
  };
}

function title(period: Period, { span }: Summary, reader: Reader): string {
  const t = stringsOf(reader.language);
  // Noon of the first day: a day that begins at 5 a.m. still carries the right date.
  if (period === 'day' || period === 'yesterday')
    return t(`summary.${period}`, { date: date(span.from + DAY / 2, reader) });
  return t(`summary.${period}`, { range: dateRange(span.from, span.to, reader) });
}

function sleepLines(sleep: SleepFigures, reader: Reader): string[] {
  const t = stringsOf(reader.language);
  if (sleep.count === 0) return [t('summary.sleepNone')];
  const lines = [t('summary.sleep', { count: sleep.count, total: length(sleep.totalMs, reader) })];
  if (sleep.dailyMs !== null) lines.push(t('summary.sleepPerDay', { perDay: length(sleep.dailyMs, reader) }));
  if (sleep.count > 1) {
    lines.push(
      t('summary.sleepMore', {
        average: length(sleep.averageMs, reader),
        longest: length(sleep.longestMs, reader),
      }),
    );
  }
  const { latest } = sleep;
  if (latest === null) return lines;
  const running = latest.endedAt === null;
  return [
    ...lines,
    running
      ? t('summary.sleepRunning', { start: when(latest.startedAt, reader) })
      : t('summary.sleepLast', { span: stretch(latest.startedAt, latest.endedAt, reader) }),
  ];
}

function feedLines(feed: FeedFigures, reader: Reader): string[] {
  const t = stringsOf(reader.language);
  if (feed.count === 0) return [t('summary.feedNone')];
  const { left, right, both } = feed.sides;
  const head = [
    t('summary.feed', { count: feed.count }),
    ...(feed.totalMl > 0 ? [t('summary.feedMl', { amount: number(feed.totalMl, reader) })] : []),
    ...(feed.totalMs >= MINUTE ? [t('summary.feedTime', { length: length(feed.totalMs, reader) })] : []),
  ].join(' \u00b7 ');
  return [
    head,
    ...(left + right + both > 0 ? [t('summary.feedSides', { left, right, both })] : []),
    ...(feed.latest === null ? [] : [t('summary.last', { time: when(feed.latest.startedAt, reader) })]),
  ];
}

function diaperLines(diaper: DiaperFigures, reader: Reader): string[] {
  const t = stringsOf(reader.language);
  if (diaper.count === 0) return [t('summary.diaperNone')];
  const { wet, dirty, both, unsaid } = diaper.types;
  const types = [
    ...(wet > 0 ? [t('summary.diaperWet', { count: wet })] : []),
    ...(dirty > 0 ? [t('summary.diaperDirty', { count: dirty })] : []),
    ...(both > 0 ? [t('summary.diaperBoth', { count: both })] : []),
    ...(unsaid > 0 ? [t('summary.diaperUnsaid', { count: unsaid })] : []),
  ].join(' \u00b7 ');
  const last = diaper.latestAt === null ? [] : [t('summary.last', { time: when(diaper.latestAt, reader) })];
  return [`${t('summary.diaper', { count: diaper.count })} \u00b7 ${types}`, ...last];
}
