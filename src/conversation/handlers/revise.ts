// Undo and correction: the speaker takes back or changes what the speaker wrote.
import type { Reply } from '../../reply/reply.ts';
import type { EventKind } from '../../tracker/event.ts';
import type { Change } from '../../tracker/record.ts';
import { amend, type ChangeSet, lastEntry, undo } from '../../tracker/revise.ts';
import type { Correction } from '../../understanding/intent.ts';
import { type Action, say, type Turn } from '../turn.ts';

export function undoHandler({ situation, message }: Turn): Action {
  const set = situation.lastChange;
  if (set === null) return say({ type: 'nothing-to-undo' });
  const changes = undo(set, situation.open);
  if (changes === 'changed-since') return say({ type: 'changed-since' });
  return { replies: [undoneReply(changes)], changes, undoes: [set.updateKey, message.updateKey] };
}

function undoneReply(changes: readonly Change[]): Reply {
  return {
    type: 'undone',
    removed: changes.flatMap(({ before, after }) => (after === null && before !== null ? [before] : [])),
    restored: changes.flatMap(({ after }) => (after === null ? [] : [after])),
  };
}

export function correctHandler(turn: Turn, kind: EventKind, correction: Correction): Action {
  const set: ChangeSet | null = turn.situation.lastChange;
  const entry = lastEntry(set, kind);
  if (entry === null) return say({ type: 'nothing-to-correct' });
  const change = amend(entry, correction, turn.now);
  if ('refusal' in change) return say({ type: 'refused', refused: change });
  if (change.after === null) return say({ type: 'nothing-to-correct' });
  return {
    replies: [{ type: 'corrected', event: change.after, updateKey: turn.message.updateKey }],
    changes: [change],
  };
}
