// A question goes to the advisor with what the diary knows of the last day.

import { card } from '../../advice/triage/card.ts';
import { DAY } from '../../base/clock.ts';
import { codeOf } from '../../base/errors.ts';
import { toLocal } from '../../base/time.ts';
import { reach } from '../../tracker/summary.ts';
import type { ChatRecord } from '../ports.ts';
import { type Action, say, type Turn } from '../turn.ts';

export async function questionHandler(turn: Turn, text: string): Promise<Action> {
  const { services, chat, message, situation, now, zone, language } = turn;
  void services.channel.typing(message.address);
  const [thread, recent] = await Promise.all([
    threadOf(turn),
    services.diary.between(chat, now - DAY - reach, now + 1),
  ]);
  const older = situation.open.filter((event) => !recent.some(({ id }) => id === event.id));
  const result = await services.advisor.answer({
    ...{ text, language, thread, now, zone },
    baby: { ageDays: ageDays(chat, turn), sex: chat.babySex },
    diary: [...older, ...recent],
  });
  if (result.outcome === 'emergency') return say({ type: 'emergency', card: card(result.flags, chat.zone) });
  if (result.outcome === 'unavailable') return say({ type: 'advice-unavailable', reason: result.reason });
  return say({ type: 'advice', text: result.text, forgetful: !result.remembered });
}

/** The thread of the chat, or `null` while the key-value store is away: the answer then comes without memory. */
async function threadOf({ services, message }: Turn): Promise<string | null> {
  try {
    return await services.threads.threadOf(message.address);
  } catch (error) {
    if (codeOf(error) !== 'kv.unavailable') throw error;
    services.log.warn('advice.without-memory', { code: 'kv.unavailable' });
    return null;
  }
}

/** The baby's age in whole days, where the birthday is known. */
export function ageDays(
  { babyBornOn }: ChatRecord,
  { now, zone }: Pick<Turn, 'now' | 'zone'>,
): number | null {
  return babyBornOn === null ? null : -toLocal(now, zone).toPlainDate().until(babyBornOn).days;
}
