// A graph of the advisor's shape for measuring: four nodes, and messages trimmed to a window.
import { Annotation, END, START, StateGraph } from '@langchain/langgraph';
import type { createCheckpointer } from '../../src/storage/checkpointer/saver.ts';

export const WINDOW = 20;

interface Message {
  readonly role: 'user' | 'assistant';
  readonly text: string;
}

const state = Annotation.Root({
  messages: Annotation<readonly Message[], Message | readonly Message[]>({
    reducer: (before, added) => before.concat(added).slice(-WINDOW),
    default: () => [],
  }),
  context: Annotation<{ readonly ageDays: number | null }>,
  domain: Annotation<string>,
  metadata: Annotation<{ readonly asked: number }>,
  language: Annotation<string>,
});

export const question = (turn: number): Message => ({
  role: 'user',
  text: `${String(turn).padStart(3, '0')} \u05dc\u05de\u05d4 \u05d4\u05d5\u05d0 \u05de\u05ea\u05e2\u05d5\u05e8\u05e8 every night at three, and what may I do?`,
});
export const answer = (turn: number): Message => ({
  role: 'assistant',
  text: `${String(turn).padStart(3, '0')} Waking at night is common at this age. Keep the room dark, wait a moment before you go in.`,
});

export function graphOn(saver: ReturnType<typeof createCheckpointer>) {
  return new StateGraph(state)
    .addNode('extractContext', () => ({ context: { ageDays: 120 } }))
    .addNode('selectDomain', () => ({ domain: 'sleep' }))
    .addNode('generateResponse', ({ metadata }) => ({ messages: answer(metadata.asked) }))
    .addNode('postProcess', () => ({ language: 'en' }))
    .addEdge(START, 'extractContext')
    .addEdge('extractContext', 'selectDomain')
    .addEdge('selectDomain', 'generateResponse')
    .addEdge('generateResponse', 'postProcess')
    .addEdge('postProcess', END)
    .compile({ checkpointer: saver });
}

export const config = (thread: string) => ({
  configurable: { thread_id: thread },
  durability: 'exit' as const,
});
export const ask = (turn: number) => ({ messages: question(turn), metadata: { asked: turn } });
