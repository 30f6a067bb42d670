import { expect, it } from 'vitest';
import { createAdvisor } from '../../src/advice/advisor.ts';
import { createLog } from '../../src/base/log.ts';
import { createCheckpointer } from '../../src/storage/checkpointer/saver.ts';
import { openLocal } from '../../src/storage/database/local.ts';
import { createEmbeddedKv, kvTables } from '../../src/storage/kv/embedded.ts';
import { counting, noTraffic, type Traffic } from '../contracts/kv.wrappers.ts';

const start = Date.UTC(2026, 2, 10, 12);

/** An advisor on the bot's own checkpointer, and what each turn sends to the store. */
async function talk() {
  const client = openLocal(':memory:');
  await client.batch([...kvTables], 'write');
  let traffic: Traffic = noTraffic();
  const kv = counting(createEmbeddedKv(client, { now: () => start }), () => traffic);
  const said: string[][] = [];
  const model = {
    async answer(messages: readonly { readonly text: string }[]) {
      said.push(messages.map(({ text }) => text));
      return 'Waking at night is common at this age. Keep the room dark and wait a moment before you go in.';
    },
  };
  const open = () =>
    createAdvisor({ model, saver: async () => createCheckpointer(kv), log: createLog('silent') });
  const turn = async (advisor: ReturnType<typeof open>, number: number) => {
    traffic = noTraffic();
    const text = `${String(number).padStart(3, '0')} why does he wake every night at three, and what may I do?`;
    const now = start + number * 60_000;
    const result = await advisor.answer({
      ...{ text, now, language: 'en', thread: 'a-thread', zone: 'Europe/London' },
      ...{ baby: { ageDays: 120, sex: null }, diary: [] },
    });
    expect(result).toMatchObject({ outcome: 'answered', remembered: true });
    return traffic;
  };
  return { open, turn, said };
}

it('a turn costs two requests, and turn 60 the bytes of turn 10', async () => {
  const { open, turn } = await talk();
  const advisor = open();
  const costs: Traffic[] = [];
  for (let number = 1; number <= 60; number += 1) costs.push(await turn(advisor, number));
  for (const { requests, commands } of costs) {
    expect(requests).toBe(2);
    expect(commands).toBeLessThanOrEqual(8);
  }
  const bytes = (number: number) => costs[number - 1]?.bytesUp ?? 0;
  expect(Math.abs(bytes(60) / bytes(10) - 1)).toBeLessThanOrEqual(0.05);
  expect(bytes(60)).toBeLessThanOrEqual(1_100 + 2 * 260);
});

it('a conversation survives a restart on the bot\u2019s own store', async () => {
  const { open, turn, said } = await talk();
  await turn(open(), 1);
  await turn(open(), 2);
  expect(said[1]).toHaveLength(4);
  expect(said[1]?.[1]).toMatch(/^001 why/);
});
