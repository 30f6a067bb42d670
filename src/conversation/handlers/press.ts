// A press on a button: what it means was written into it, who may press it is decided here.
import { MINUTE } from '../../base/clock.ts';
import { readPress } from '../../reply/press.ts';
import type { SaidEvent, SessionKind } from '../../tracker/event.ts';
import { act } from '../act.ts';
import { type Action, say, type Turn } from '../turn.ts';
import { summaryHandler } from './figures.ts';
import { logHandler } from './log.ts';
import { undoHandler } from './revise.ts';
import { languageChosen, zoneChosen } from './settings.ts';

export async function pressHandler(turn: Turn, data: string): Promise<Action | null> {
  const press = readPress(data);
  switch (press?.press) {
    case undefined:
      return say({ type: 'stale-button' });
    case 'undo':
      return undoHandler(turn);
    case 'zone':
      return zoneChosen(press.zone);
    case 'language':
      return languageChosen(press.language);
    case 'summary':
      return summaryHandler(turn, press.period);
    case 'lasted':
      return logHandler(turn, [session(press.kind, press.end - press.minutes * MINUTE, press.end)], false);
    case 'awake':
      return awake(turn, press.at);
    case 'pick':
      return pick(turn, press.index);
    case 'dismiss':
      return {
        replies: [{ type: 'dropped', something: true }],
        ...(turn.chat.pending === null ? {} : { settings: { pending: null } }),
      };
  }
}

function session(kind: SessionKind, start: number, end: number): SaidEvent {
  return { kind, action: 'interval', start, end, details: {} };
}

function awake(turn: Turn, at: number): Action | null {
  if (!turn.situation.open.some((event) => event.kind === 'sleep')) return say({ type: 'stale-button' });
  return logHandler(turn, [{ kind: 'sleep', action: 'end', start: null, end: at, details: {} }], false);
}

async function pick(turn: Turn, index: number): Promise<Action | null> {
  const { pending } = turn.chat;
  const candidate = pending?.type === 'choice' ? pending.candidates[index] : undefined;
  if (pending?.type !== 'choice' || candidate === undefined) return say({ type: 'stale-button' });
  const action = await act(turn, candidate, pending.text);
  return action && { ...action, settings: { pending: null, ...action.settings } };
}
