// Understanding, the first layer: "/feed left 10m" becomes an Intent.
import type { EpochMs } from '../base/clock.ts';
import type { Intent } from './intent.ts';
import type { Lexicon } from './lexicon.ts';

export function commandIntent(
  _said: { readonly text: string; readonly sentAt: EpochMs },
  _lexicon: Lexicon,
  _others: readonly Lexicon[],
): Intent | null {
  return null;
}
