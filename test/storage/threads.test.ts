// Chats and their threads, on every store.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChatAddress } from '../../src/channel/port.ts';
import { key } from '../../src/storage/kv/keys.ts';
import { createThreads } from '../../src/storage/threads.ts';
import { type KvUnderTest, kvDrivers } from '../contracts/kv.drivers.ts';
import { counting, noTraffic } from '../contracts/kv.wrappers.ts';

describe.each(Object.entries(kvDrivers))('threads on %s', (_name, start) => {
  let store: KvUnderTest;
  beforeAll(async () => {
    store = await start();
  });
  afterAll(() => store.stop());
  const someChat = (): ChatAddress => ({ channel: 'telegram', chat: randomUUID() });
  const threads = () => createThreads(store.kv, randomUUID);

  it('keeps a chat in its thread, over restarts and for good', async () => {
    const chat = someChat();
    const thread = await threads().threadOf(chat);
    expect(await threads().threadOf(chat)).toBe(thread);
    expect(await store.lifeOf(key('chat', 'telegram', chat.chat))).toBeNull();
  });

  it('gives other chats, channels and topics threads of their own', async () => {
    const chat = someChat();
    const addresses: ChatAddress[] = [
      chat,
      { ...chat, topic: '1' },
      { ...chat, topic: '2' },
      { ...chat, channel: 'whatsapp' },
      { ...chat, chat: `${chat.chat}:1` },
    ];
    const found = await Promise.all(addresses.map((address) => threads().threadOf(address)));
    expect(new Set(found).size).toBe(addresses.length);
  });

  it('answers one thread to all who ask first at once', async () => {
    const chat = someChat();
    const found = await Promise.all(Array.from({ length: 10 }, () => threads().threadOf(chat)));
    expect(new Set(found).size).toBe(1);
  });

  it('asks once', async () => {
    const traffic = noTraffic();
    await createThreads(
      counting(store.kv, () => traffic),
      randomUUID,
    ).threadOf(someChat());
    expect(traffic.requests).toBe(1);
  });

  it('starts anew on reset and deletes what the old thread remembered', async () => {
    const chat = someChat();
    const old = await threads().threadOf(chat);
    await store.kv.run([
      { op: 'append', key: key('thread', old), values: ['a'] },
      { op: 'set', key: key('context', old), value: 'b' },
    ]);
    await threads().reset(chat);
    expect(await threads().threadOf(chat)).not.toBe(old);
    const left = await store.kv.run([
      { op: 'range', key: key('thread', old), from: 0, to: -1 },
      { op: 'get', key: key('context', old) },
    ]);
    expect(left).toEqual([[], null]);
  });

  it('resets a chat that never had a thread', async () => {
    await expect(threads().reset(someChat())).resolves.toBeUndefined();
  });
});
