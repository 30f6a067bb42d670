// Summaries and "when did she last eat?": figures from the diary, never from the model.
import { DAY } from '../../base/clock.ts';
import { type EventKind, eventKinds } from '../../tracker/event.ts';
import { spanOf } from '../../tracker/period.ts';
import { reach, summarize } from '../../tracker/summary.ts';
import type { Period } from '../../understanding/intent.ts';
import { type Action, say, type Turn } from '../turn.ts';

export async function summaryHandler({ services, chat, zone, now }: Turn, period: Period): Promise<Action> {
  const span = spanOf(period, now, { zone, dayStartsAt: chat.dayStartsAt });
  const events = await services.diary.between(chat, span.from - reach, span.to);
  return say({ type: 'summary', period, summary: summarize(events, span, now) });
}

/** How far back "the last one" is looked for. */
const memory = 31 * DAY;

/** A session going on comes before one that is over, whenever either began. */
export async function latestHandler(
  { services, chat, situation, now }: Turn,
  kind: EventKind | null,
): Promise<Action> {
  const kinds = kind === null ? eventKinds : [kind];
  const newest = await services.diary.latest(chat, kinds, now - memory);
  const open = Object.fromEntries(situation.open.map((event) => [event.kind, event]));
  return say({ type: 'latest', kinds, latest: { ...newest, ...open } });
}
