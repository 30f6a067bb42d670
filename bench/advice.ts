// Part "advice": what the workflow adds to a question - graph, memory in Redis over REST - beside ChatOpenAI called
// directly with the very messages the workflow sent. The model answers at once.
import { randomUUID } from 'node:crypto';
import { ChatOpenAI } from '@langchain/openai';
import { createAdvisor } from '../src/advice/advisor.ts';
import { systemClock } from '../src/base/clock.ts';
import { createLog } from '../src/base/log.ts';
import type { AdviceRequest } from '../src/conversation/ports.ts';
import { readEnv } from '../src/env.ts';
import { createOpenAiModel } from '../src/model/openai.ts';
import type { Model, ModelMessage } from '../src/model/port.ts';
import { createCheckpointer } from '../src/storage/checkpointer/saver.ts';
import { createVercelKv } from '../src/storage/kv/vercel-kv.ts';
import { heading, median, note, round, table, target } from './report.ts';
import type { Surroundings } from './surroundings.ts';

/** Messages before the question, how many threads are brought there, and turns measured in each. */
const cases = [
  { history: 2, threads: 30, turns: 1 },
  { history: 20, threads: 8, turns: 4 },
  { history: 200, threads: 2, turns: 15 },
] as const;
const WARM_UP = 15;

interface Bench {
  /** One turn of a thread: ms of the workflow, and of the direct call with the same messages after it. */
  turn(thread: string): Promise<{ readonly workflow: number; readonly direct: number }>;
}

export async function advice(around: Surroundings): Promise<void> {
  heading('An advice turn over a direct ChatOpenAI.invoke');
  const bench = createBench(around);
  const warm = randomUUID();
  for (let turn = 0; turn < WARM_UP; turn += 1) await bench.turn(warm);
  const rows: (readonly (string | number)[])[] = [];
  for (const { history, threads, turns } of cases) {
    const measured = await measure(bench, history, threads, turns);
    const added = median(measured.map(({ workflow, direct }) => workflow - direct));
    const [workflow, direct] = [
      median(measured.map((one) => one.workflow)),
      median(measured.map((one) => one.direct)),
    ];
    rows.push([history, round(direct), round(workflow), round(added), round(workflow / direct)]);
    target(`advice at ${history} messages: ms added`, added, 10, ' ms');
  }
  table(['messages before', 'direct ms', 'turn ms', 'added ms', 'x direct'], rows);
  note(
    'added: the median of differences in pairs; the fake model runs in this process and costs both the same',
  );
}

async function measure(bench: Bench, history: number, threads: number, turns: number) {
  const measured: Awaited<ReturnType<Bench['turn']>>[] = [];
  for (let thread = 0; thread < threads; thread += 1) {
    const id = randomUUID();
    for (let before = 0; before < history / 2; before += 1) await bench.turn(id);
    for (let turn = 0; turn < turns; turn += 1) measured.push(await bench.turn(id));
  }
  return measured;
}

function createBench(around: Surroundings): Bench {
  const env = readEnv({ ...around.settings('advice') });
  const log = createLog('warn');
  const { apiKey, baseUrl, name } = env.model;
  const real = createOpenAiModel({ apiKey, baseUrl, model: name, log });
  let asked: readonly ModelMessage[] = [];
  const model: Model = {
    answer(messages) {
      asked = messages;
      return real.answer(messages);
    },
  };
  if (env.kv === null) throw new Error('the bench needs a key-value store');
  const saver = createCheckpointer(createVercelKv({ ...env.kv, timeoutMs: 5_000 }));
  const advisor = createAdvisor({ model, saver: async () => saver, log });
  const chat = new ChatOpenAI({
    ...{ model: name, apiKey: apiKey ?? '', maxRetries: 0 },
    configuration: { baseURL: baseUrl },
  });
  return {
    async turn(thread) {
      const start = performance.now();
      const answer = await advisor.answer(requestOf(thread));
      const workflow = performance.now() - start;
      if (answer.outcome !== 'answered' || !answer.remembered) throw new Error('the workflow gave no answer');
      const messages = asked.map(({ role, text }): [string, string] => [role, text]);
      const begin = performance.now();
      await chat.invoke(messages);
      return { workflow, direct: performance.now() - begin };
    },
  };
}

function requestOf(thread: string): AdviceRequest {
  return {
    ...{ text: 'How many naps does a baby of four months need?', language: 'en', thread },
    ...{ now: systemClock.now(), zone: 'Europe/London', diary: [] },
    baby: { ageDays: 120, sex: null },
  };
}
