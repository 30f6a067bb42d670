// What happened, as data: every answer the bot can give. render.ts makes sentences of it.

import type { Card } from '../advice/triage/card.ts';
import type { EpochMs } from '../base/clock.ts';
import type { Zone } from '../base/time.ts';
import type { Language } from '../locale/languages.ts';
import type { Latest } from '../tracker/diary.ts';
import type { DiaryEvent, EventKind } from '../tracker/event.ts';
import type { Refused } from '../tracker/limits.ts';
import type { Outcome } from '../tracker/record.ts';
import type { Summary } from '../tracker/summary.ts';
import type { CommandName } from '../understanding/commands.ts';
import type { Period, Problem, SettledIntent } from '../understanding/intent.ts';

export type Reply =
  | { readonly type: 'welcome'; readonly zone: Zone | null }
  | { readonly type: 'help'; readonly commands: readonly CommandName[] }
  /** Something was written; `updateKey` is what the undo button takes back. */
  | {
      readonly type: 'recorded';
      readonly outcomes: readonly Outcome[];
      readonly updateKey: string;
      readonly written: boolean;
    }
  /** Nothing was written, the figures cannot be right. */
  | { readonly type: 'refused'; readonly refused: Refused }
  | {
      readonly type: 'impossible';
      readonly kind: EventKind;
      readonly problem: Problem;
      readonly value: number | null;
    }
  | { readonly type: 'corrected'; readonly event: DiaryEvent; readonly updateKey: string }
  | { readonly type: 'nothing-to-correct' }
  | {
      readonly type: 'undone';
      readonly removed: readonly DiaryEvent[];
      readonly restored: readonly DiaryEvent[];
    }
  | { readonly type: 'nothing-to-undo' }
  | { readonly type: 'changed-since' }
  | { readonly type: 'summary'; readonly period: Period; readonly summary: Summary }
  | { readonly type: 'latest'; readonly kinds: readonly EventKind[]; readonly latest: Latest }
  | { readonly type: 'advice'; readonly text: string; readonly forgetful: boolean }
  | { readonly type: 'advice-unavailable'; readonly reason: 'absent' | 'slow' | 'busy' | 'garbled' }
  | { readonly type: 'emergency'; readonly card: Card }
  /** `kept`: messages wait for the answer. */
  | { readonly type: 'ask-zone'; readonly kept: boolean }
  | { readonly type: 'zone-set'; readonly zone: Zone }
  | { readonly type: 'zone-unknown'; readonly typed: string }
  | { readonly type: 'zone-choice'; readonly zones: readonly Zone[] }
  | { readonly type: 'ask-language' }
  | { readonly type: 'language-set'; readonly language: Language }
  | { readonly type: 'choose'; readonly candidates: readonly SettledIntent[] }
  | { readonly type: 'unknown-command'; readonly nearest: string | null }
  | { readonly type: 'unreadable'; readonly what: 'voice' | 'picture' | 'sticker' | 'file' | 'other' }
  | { readonly type: 'too-long'; readonly limit: number }
  | { readonly type: 'reset' }
  | { readonly type: 'reset-failed' }
  | { readonly type: 'dropped'; readonly something: boolean }
  | { readonly type: 'stale-button' }
  /** A surprise: nothing was written. */
  | { readonly type: 'failed' }
  /** Nothing was logged; `why` says in one sentence what would be. */
  | {
      readonly type: 'nothing-done';
      readonly why: 'chatter' | 'negation' | 'plan' | 'other-person' | 'unsupported' | 'unclear';
    };

/** For whom a reply is written. */
export interface Reader {
  readonly language: Language;
  readonly zone: Zone;
  /** The present, for "yesterday" and "2 hours ago". */
  readonly now: EpochMs;
}
