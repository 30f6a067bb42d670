// The confirmation of a log: a line an event, a question where the diary needs one, and the undo button.
import { MINUTE } from '../../base/clock.ts';
import type { Button, OutboundMessage } from '../../channel/port.ts';
import { stringsOf } from '../../locale/strings.ts';
import type { SessionKind } from '../../tracker/event.ts';
import type { Outcome } from '../../tracker/record.ts';
import { clock, length, when } from '../format/time.ts';
import { pressData } from '../press.ts';
import type { Reader } from '../reply.ts';
import { endedLine, entryLine } from './entry.ts';

/** Lengths offered when only the end of a session is known, in minutes. */
const likelyLengths: Record<SessionKind, readonly number[]> = {
  sleep: [30, 45, 60, 90, 120],
  feed: [5, 10, 15, 20, 30],
};

export function recordedView(
  { outcomes, updateKey, written }: { outcomes: readonly Outcome[]; updateKey: string; written: boolean },
  reader: Reader,
): OutboundMessage {
  const undo = written ? [[undoButton(updateKey, reader)]] : [];
  return {
    text: outcomes.map((outcome) => outcomeLine(outcome, reader)).join('\n'),
    buttons: [...outcomes.flatMap((outcome) => questionButtons(outcome, reader)), ...undo],
  };
}

/** The button that takes back what an update wrote. */
export function undoButton(updateKey: string, reader: Reader): Button {
  return { label: stringsOf(reader.language)('buttons.undo'), data: pressData({ press: 'undo', updateKey }) };
}

function outcomeLine(outcome: Outcome, reader: Reader): string {
  const t = stringsOf(reader.language);
  switch (outcome.type) {
    case 'added':
    case 'extended':
      return entryLine(outcome.event, reader);
    case 'ended':
      return endedLine(outcome.event, outcome.implied, reader);
    case 'already-open': {
      const { kind, startedAt } = outcome.event;
      return t(kind === 'sleep' ? 'sleep.already' : 'feed.already', { start: when(startedAt, reader) });
    }
    case 'start-unknown':
      return startUnknown(outcome.kind, outcome.end, reader);
    case 'fed-asleep':
      return t('fedAsleep', { start: when(outcome.sleep.startedAt, reader), end: clock(outcome.at, reader) });
  }
}

/** The question for the start of a session whose end is known. */
function startUnknown(kind: SessionKind, end: number, reader: Reader): string {
  return stringsOf(reader.language)(`${kind}.startUnknown`, { end: when(end, reader) });
}

function questionButtons(outcome: Outcome, reader: Reader): Button[][] {
  if (outcome.type === 'start-unknown') return lengthButtons(outcome.kind, outcome.end, reader);
  if (outcome.type !== 'fed-asleep') return [];
  const t = stringsOf(reader.language);
  return [
    [
      {
        label: t('buttons.awakeAt', { end: clock(outcome.at, reader) }),
        data: pressData({ press: 'awake', at: outcome.at }),
      },
      { label: t('buttons.stillAsleep'), data: pressData({ press: 'dismiss' }) },
    ],
  ];
}

/** Buttons that answer "how long was it?". */
function lengthButtons(kind: SessionKind, end: number, reader: Reader): Button[][] {
  const t = stringsOf(reader.language);
  const lengths = likelyLengths[kind].map((minutes) => ({
    label: length(minutes * MINUTE, reader),
    data: pressData({ press: 'lasted', kind, end, minutes }),
  }));
  return [
    lengths.slice(0, 3),
    [...lengths.slice(3), { label: t('buttons.dontKnow'), data: pressData({ press: 'dismiss' }) }],
  ];
}
