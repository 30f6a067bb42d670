// Third node: what the question is about decides what the model is told beside it.
import { domainTold } from '../domains.ts';
import type { AdviceState, AdviceUpdate } from '../state.ts';

/** A follow-up that names no subject ("and at night?") stays with the one before. */
export function selectDomainNode({ request, domain }: AdviceState): AdviceUpdate {
  return { domain: domainTold(request.text, request.language) ?? domain ?? 'general' };
}
