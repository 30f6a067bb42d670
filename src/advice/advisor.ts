// Answers a question: the conversation's way into the workflow. LangChain is loaded when the first question
// comes, and memory that cannot be had is done without.
import type { BaseCheckpointSaver } from '@langchain/langgraph-checkpoint';
import { AppError, codeOf } from '../base/errors.ts';
import type { Log } from '../base/log.ts';
import type { AdviceRequest, AdviceResult, Advisor } from '../conversation/ports.ts';
import type { Model } from '../model/port.ts';
import type { AdviceState } from './state.ts';
import { createTriage, type Triage } from './triage/triage.ts';

export interface AdvisorDependencies {
  /** `null`: none is configured. */
  readonly model: Model | null;
  /** Where threads are kept; asked for when the first question comes. */
  readonly saver: () => Promise<BaseCheckpointSaver>;
  readonly log: Log;
  readonly triage?: Triage;
}

/** Runs one turn. `thread` null: without memory. What the turn has come to is told to `seen` after each step. */
type Run = (
  request: AdviceRequest,
  thread: string | null,
  seen: (state: Partial<AdviceState>) => void,
) => Promise<void>;

/** Makes the advisor. */
export function createAdvisor(dependencies: AdvisorDependencies): Advisor {
  const { model, log } = dependencies;
  if (model === null) return { answer: async () => ({ outcome: 'unavailable', reason: 'absent' }) };
  let compiled: Promise<Run> | undefined;
  const compileOnce = () => {
    compiled ??= compile(model, dependencies).catch((error: unknown) => {
      compiled = undefined;
      throw error;
    });
    return compiled;
  };
  return {
    async answer(request) {
      try {
        return await turn(await compileOnce(), request, log);
      } catch (error) {
        log.error('advice.failed', error);
        return { outcome: 'unavailable', reason: reasonOf(error) };
      }
    },
  };
}

async function compile(model: Model, { saver, triage }: AdvisorDependencies): Promise<Run> {
  const { builder, recursionLimit } = await import('./graph.ts');
  const workflow = builder({ model, triage: triage ?? createTriage() });
  const forgetful = workflow.compile();
  const compileRemembering = async () => workflow.compile({ checkpointer: await saver() });
  let remembering: ReturnType<typeof compileRemembering> | undefined;
  return async (request, thread, seen) => {
    if (thread === null) {
      const options = { streamMode: 'values', recursionLimit } as const;
      for await (const state of await forgetful.stream({ request }, options)) seen(state);
      return;
    }
    remembering ??= compileRemembering().catch((error: unknown) => {
      remembering = undefined;
      throw error;
    });
    const graph = await remembering;
    const options = {
      ...({ streamMode: 'values', durability: 'exit', recursionLimit } as const),
      configurable: { thread_id: thread },
    };
    for await (const state of await graph.stream({ request }, options)) seen(state);
  };
}

/** A thread that cannot be read is done without; one that cannot be written has been answered all the same. */
async function turn(run: Run, request: AdviceRequest, log: Log): Promise<AdviceResult> {
  let reached: Partial<AdviceState> = {};
  const seen = (state: Partial<AdviceState>) => {
    reached = state;
  };
  if (request.thread === null) {
    await run(request, null, seen);
    return resultOf(reached, false);
  }
  try {
    await run(request, request.thread, seen);
    return resultOf(reached, true);
  } catch (error) {
    if (codeOf(error) !== 'kv.unavailable') throw error;
    log.warn('advice.without-memory', { code: 'kv.unavailable' });
    if (!isAnswered(reached)) await run(request, null, seen);
    return resultOf(reached, false);
  }
}

const isAnswered = ({ metadata, request, flags }: Partial<AdviceState>): boolean =>
  (flags?.length ?? 0) > 0 || (metadata !== undefined && metadata.lastAt === request?.now);

function resultOf({ answer, domain, flags }: Partial<AdviceState>, remembered: boolean): AdviceResult {
  if (flags !== undefined && flags.length > 0) return { outcome: 'emergency', flags };
  if (answer === undefined || domain === undefined)
    throw new AppError('model.garbled', 'the workflow ended without an answer');
  return { outcome: 'answered', text: answer, domain, remembered };
}

function reasonOf(error: unknown): 'slow' | 'busy' | 'garbled' {
  const code = codeOf(error);
  if (code === 'model.rate-limited') return 'busy';
  return code === 'model.garbled' ? 'garbled' : 'slow';
}
