// What one turn of the advisor's graph carries from node to node, and what a thread remembers until the next.
// Kept fields are sent to the store whole every turn, except messages, which only grow at the end: keep them small.
import { Annotation, UntrackedValueChannel } from '@langchain/langgraph';
import type { EpochMs } from '../base/clock.ts';
import type { AdviceRequest } from '../conversation/ports.ts';
import type { Language } from '../locale/languages.ts';
import type { ModelMessage } from '../model/port.ts';
import type { Domain } from '../understanding/intent.ts';
import type { RedFlag } from './triage/triage.ts';

/** The longest conversation that is remembered, in messages of either side. */
export const memoryLength = 20;

/** What a parent told in this conversation and the diary does not hold. */
export interface ToldContext {
  /** The baby's age in days when it was told, and when that was. */
  readonly age: { readonly days: number; readonly toldAt: EpochMs } | null;
}

export interface Metadata {
  /** Questions answered in this thread. */
  readonly turns: number;
  /** When the last one was asked. */
  readonly lastAt: EpochMs;
}

export const State = Annotation.Root({
  /** The conversation so far, oldest first, bounded. A reducer may only append and drop from the front. */
  messages: Annotation<readonly ModelMessage[]>({
    reducer: (before, added) => [...before, ...added].slice(-memoryLength),
    default: () => [],
  }),
  /** Facts told in the conversation. */
  context: Annotation<ToldContext>,
  /** What the conversation is about. */
  domain: Annotation<Domain>,
  metadata: Annotation<Metadata>,
  /** The language of the last answer. */
  language: Annotation<Language>,

  /** The question with everything known of the baby and the day. Of this turn only: the diary stays out of memory. */
  request: () => new UntrackedValueChannel<AdviceRequest>(),
  /** Dangers found in the question. Of this turn only. */
  flags: () => new UntrackedValueChannel<readonly RedFlag[]>(),
  /** What the model said, and then what is said to the parent. Of this turn only. */
  answer: () => new UntrackedValueChannel<string>({ guard: false }),
});

export type AdviceState = typeof State.State;
export type AdviceUpdate = typeof State.Update;
