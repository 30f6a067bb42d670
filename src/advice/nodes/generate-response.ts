// Fourth node: the only place where a model is asked.
import { prompt } from '../../locale/prompts.ts';
import type { Model, ModelMessage } from '../../model/port.ts';
import { digest } from '../digest.ts';
import type { AdviceState, AdviceUpdate } from '../state.ts';
import { knownAge } from './triage.ts';

export function generateResponse(model: Model) {
  return async (state: AdviceState): Promise<AdviceUpdate> => ({
    answer: await model.answer(conversation(state)),
  });
}

/** What the model gets: its instructions, the facts as data, what was said before, and the question. */
function conversation(state: AdviceState): ModelMessage[] {
  const { request, messages, domain } = state;
  const facts = JSON.stringify(digest(request, knownAge(state)));
  const system = [prompt(request.language, 'system'), prompt(request.language, domain), `Facts: ${facts}`];
  return [{ role: 'system', text: system.join('\n\n') }, ...messages, { role: 'user', text: request.text }];
}
