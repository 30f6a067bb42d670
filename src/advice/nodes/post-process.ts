// Last node: the model's words are made fit to be said, and the turn is remembered.
import { answerLimits } from '../../locale/answer-limits.ts';
import type { AdviceState, AdviceUpdate } from '../state.ts';
import { presentable } from '../wording.ts';

/** Remembered parts of a long question: what a follow-up may refer to. */
const longestMemory = 1_000;

export function postProcess({ answer, request, metadata }: AdviceState): AdviceUpdate {
  const text = presentable(answer, answerLimits(request.language));
  return {
    answer: text,
    messages: [
      { role: 'user', text: request.text.slice(0, longestMemory) },
      { role: 'assistant', text },
    ],
    metadata: { turns: (metadata?.turns ?? 0) + 1, lastAt: request.now },
  };
}
