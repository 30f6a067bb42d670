// "asleep since 7": events go into the diary, or a sentence says why not.
import { HOUR } from '../../base/clock.ts';
import type { DiaryEvent, SaidEvent } from '../../tracker/event.ts';
import { type Change, record } from '../../tracker/record.ts';
import { undo } from '../../tracker/revise.ts';
import type { Pending } from '../pending.ts';
import { type Action, authorOf, say, type Turn } from '../turn.ts';

/** How long an answer to "when did it start?" is waited for. */
export const patience = 2 * HOUR;

/**
 * Writes what was said; with `amends`, in place of what an earlier version of the message had written. `null`: an
 * edit that changes nothing of the diary needs no second confirmation.
 */
export function logHandler(turn: Turn, said: readonly SaidEvent[], amends: boolean): Action | null {
  const { message, situation, chat, zone, now, services } = turn;
  const amended = amends ? situation.lastChange : null;
  const back = amended === null ? [] : undo(amended, situation.open);
  if (back === 'changed-since') return say({ type: 'changed-since' });
  const recorded = record(answerPending(said, turn), {
    open: openAfter(situation.open, back),
    babyId: chat.babyId,
    author: authorOf(message),
    zone,
    now,
    newId: services.newId,
  });
  if ('refusal' in recorded) return say({ type: 'refused', refused: recorded });
  const changes = replaceChanges(back, recorded.changes);
  if (amended !== null && changes.length === 0) return null;
  const { outcomes } = recorded;
  const asked = outcomes.find((outcome) => outcome.type === 'start-unknown');
  return {
    replies: [{ type: 'recorded', outcomes, updateKey: message.updateKey, written: changes.length > 0 }],
    changes,
    ...pendingAfter(
      chat.pending,
      asked === undefined ? null : { type: 'start-of', kind: asked.kind, end: asked.end, askedAt: now },
    ),
  };
}

/** "fell asleep at 1:10", said after we asked for it, is the start of the session whose end we know. */
function answerPending(said: readonly SaidEvent[], { chat: { pending }, now }: Turn): readonly SaidEvent[] {
  if (pending?.type !== 'start-of' || now - pending.askedAt > patience) return said;
  return said.map((event) => {
    const answers =
      event.kind === pending.kind && event.end === null && event.start !== null && event.start < pending.end;
    return answers ? { ...event, action: 'interval', end: pending.end } : event;
  });
}

function pendingAfter(before: Pending | null, after: Pending | null): Pick<Action, 'settings'> {
  return before === null && after === null ? {} : { settings: { pending: after } };
}

/** The sessions going on once the earlier version of a message is taken back. */
function openAfter(open: readonly DiaryEvent[], back: readonly Change[]): DiaryEvent[] {
  const touched = new Set(back.flatMap(({ before, after }) => [before?.id, after?.id]));
  const restored = back.flatMap(({ after }) => (after?.open ? [after] : []));
  return [...open.filter((event) => !touched.has(event.id)), ...restored];
}

/** What is taken back and what is written anew, as one change for each entry; entries that stay as they are drop out. */
function replaceChanges(back: readonly Change[], anew: readonly Change[]): readonly Change[] {
  const rest = [...anew];
  const take = (fits: (change: Change) => boolean) => {
    const at = rest.findIndex(fits);
    return at === -1 ? undefined : rest.splice(at, 1)[0];
  };
  const joined = back.map((old): Change => {
    const { before } = old;
    if (before === null) return old;
    // A removed entry lives on in a new one of its kind; a restored one in what was made of it.
    const next = take((change) =>
      old.after === null
        ? change.before === null && change.after.kind === before.kind
        : change.before?.id === before.id,
    );
    return next?.after == null ? old : { before, after: { ...next.after, id: before.id } };
  });
  return [...joined, ...rest].filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after));
}
