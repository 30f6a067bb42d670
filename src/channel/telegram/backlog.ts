// Long polling's memory: which updates are being handled, in which order within a chat, and up to where
// Telegram may forget them.
import type { Update } from 'grammy/types';

interface Entry {
  settled: boolean;
  readonly work: Promise<void>;
}

export interface Backlog {
  /** The id to ask from: the first update that is not settled, else the one after the last. */
  offset(): number | undefined;
  /** Begins what is new among the updates fetched from `offset()`; false: nothing was. */
  add(updates: readonly Update[]): boolean;
  /** Resolves when the next update under way comes to its end; at once when there is none. */
  change(): Promise<void>;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
}

/** `settle` handles one update and says whether it may be confirmed; it must not reject. */
export function createBacklog(settle: (update: Update) => Promise<boolean>): Backlog {
  const entries = new Map<number, Entry>();
  const lanes = new Map<string, Promise<void>>();
  let batch: readonly number[] = [];
  const underWay = () => [...entries.values()].filter((entry) => !entry.settled).map((entry) => entry.work);

  const begin = (update: Update): Entry => {
    const chat = chatOf(update);
    const before = lanes.get(chat) ?? Promise.resolve();
    const work = before.then(async () => {
      entry.settled = await settle(update);
    });
    const entry: Entry = { settled: false, work };
    lanes.set(chat, work);
    void work.then(() => lanes.get(chat) === work && lanes.delete(chat));
    return entry;
  };

  return {
    offset() {
      const first = batch.find((id) => entries.get(id)?.settled === false);
      const last = batch.at(-1);
      return first ?? (last === undefined ? undefined : last + 1);
    },
    add(updates) {
      const fresh = updates.filter((update) => !entries.has(update.update_id));
      if (updates.length > 0) batch = updates.map((update) => update.update_id);
      for (const update of fresh) entries.set(update.update_id, begin(update));
      for (const [id, entry] of entries) if (entry.settled && !batch.includes(id)) entries.delete(id);
      return fresh.length > 0 || updates.length === 0;
    },
    change: () => Promise.race([...underWay(), ...(underWay().length === 0 ? [Promise.resolve()] : [])]),
    idle: () => Promise.all(underWay()).then(() => {}),
  };
}

/** Updates of one chat are handled in order; a press belongs to the chat of its message. */
function chatOf(update: Update): string {
  const place =
    update.message ?? update.edited_message ?? update.callback_query?.message ?? update.my_chat_member;
  return place === undefined ? 'none' : String(place.chat.id);
}
