// Why nothing was written: what was understood, and what to send instead.
import { stringsOf } from '../../locale/strings.ts';
import type { EventKind } from '../../tracker/event.ts';
import type { Refused } from '../../tracker/limits.ts';
import type { Problem } from '../../understanding/intent.ts';
import { length, number, when } from '../format/time.ts';
import type { Reader } from '../reply.ts';

export function refusalText({ refusal, kind, value }: Refused, reader: Reader): string {
  const t = stringsOf(reader.language);
  switch (refusal) {
    case 'future':
      return t('refused.future', { time: when(value, reader) });
    case 'too-old':
      return t('refused.tooOld', { time: when(value, reader) });
    case 'end-before-start':
      return t('refused.endBeforeStart', { time: when(value, reader) });
    case 'too-long':
      return t(`refused.tooLong.${kind}`, { length: length(value, reader) });
    case 'amount-out-of-range':
      return t('refused.amount', { amount: number(value, reader) });
  }
}

/** The same for what the words alone made impossible. */
export function impossibleText(
  kind: EventKind,
  problem: Problem,
  value: number | null,
  reader: Reader,
): string {
  if (problem === 'no-such-time' || value === null) return stringsOf(reader.language)('refused.noSuchTime');
  return refusalText({ refusal: problem, kind, value }, reader);
}
