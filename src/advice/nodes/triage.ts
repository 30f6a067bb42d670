// First node: a danger that shows only with what was told earlier in the conversation (the baby's age) ends the
// turn before the model is asked. Every message was already looked through once on its own.
import { DAY } from '../../base/clock.ts';
import { languages } from '../../locale/languages.ts';
import type { AdviceState, AdviceUpdate } from '../state.ts';
import type { Triage } from '../triage/triage.ts';

export function triageNode(triage: Triage) {
  return ({ request, context }: AdviceState): AdviceUpdate => ({
    flags: triage({ text: request.text, languages, ageDays: knownAge({ request, context }) }),
  });
}

/** Where a turn goes after triage: to help, or on to an answer. */
export function afterTriage({ flags }: AdviceState): 'help' | 'extractContext' {
  return flags.length > 0 ? 'help' : 'extractContext';
}

/** The baby's age in whole days: as told in this conversation, else as the family has set it; `null` where neither is. */
export function knownAge({ request, context }: Pick<AdviceState, 'request' | 'context'>): number | null {
  const told = context?.age ?? null;
  if (told === null) return request.baby.ageDays;
  return Math.floor(told.days + (request.now - told.toldAt) / DAY);
}
