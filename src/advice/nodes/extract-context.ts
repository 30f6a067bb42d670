// Second node: what the parent tells of the baby is kept for the conversation, so that it is not asked again.
import { languages } from '../../locale/languages.ts';
import type { AdviceState, AdviceUpdate } from '../state.ts';
import { ageSaid } from '../triage/age.ts';

export function extractContext({ request, context }: AdviceState): AdviceUpdate {
  const days = firstAge(request.text);
  return {
    context: { age: days === null ? (context?.age ?? null) : { days, toldAt: request.now } },
    language: request.language,
  };
}

function firstAge(text: string): number | null {
  for (const language of languages) {
    const days = ageSaid(text, language);
    if (days !== null) return Math.round(days);
  }
  return null;
}
