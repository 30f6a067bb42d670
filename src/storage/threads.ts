// Which thread of conversation a chat is in: a pointer in the key-value store without an end of life. What the
// thread remembers lives 30 days beside it (checkpointer).
import type { ChatAddress } from '../channel/port.ts';
import type { Threads } from '../conversation/ports.ts';
import { key, threadKeys } from './kv/keys.ts';
import type { Kv } from './kv/port.ts';

/** Threads on a Kv. `newId` must answer an id that no one else has. */
export function createThreads(kv: Kv, newId: () => string): Threads {
  return {
    async threadOf(address) {
      const chat = chatKey(address);
      const proposed = newId();
      const [, winner] = await kv.run([
        { op: 'set', key: chat, value: proposed, ifAbsent: true },
        { op: 'get', key: chat },
      ]);
      return winner ?? proposed;
    },

    async reset(address) {
      const chat = chatKey(address);
      const [old] = await kv.run([{ op: 'get', key: chat }]);
      const forgotten = old === null ? [] : threadKeys(old);
      await kv.run([
        { op: 'set', key: chat, value: newId() },
        ...forgotten.map((memory) => ({ op: 'delete', key: memory }) as const),
      ]);
    },
  };
}

function chatKey({ channel, chat, topic }: ChatAddress): string {
  return topic === undefined ? key('chat', channel, chat) : key('chat', channel, chat, topic);
}
