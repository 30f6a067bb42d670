// Writes of tasks that wait on a checkpoint until the graph goes on from there.
import {
  type CheckpointPendingWrite,
  compareWritesSortKeys,
  type WritesSortKey,
  writesSortKey,
} from '@langchain/langgraph-checkpoint';
import type { WritesEntry } from './entry.ts';

/** In the order the graph applies them. Of a write made twice the first counts, of a special one the last. */
export function pendingWrites(entries: readonly WritesEntry[]): CheckpointPendingWrite[] {
  const kept = new Map<string, { at: WritesSortKey; write: CheckpointPendingWrite }>();
  for (const { task, path = '', writes } of entries) {
    for (const [index, channel, value] of writes) {
      const name = JSON.stringify([task, index]);
      if (index >= 0 && kept.has(name)) continue;
      kept.set(name, { at: writesSortKey(path, task, index), write: [task, channel, value] });
    }
  }
  const sorted = [...kept.values()].toSorted((a, b) => compareWritesSortKeys(a.at, b.at));
  return sorted.map(({ write }) => write);
}
