// From what a message means to what is done about it: one handler for each intent.
import { commands } from '../understanding/commands.ts';
import type { Intent } from '../understanding/intent.ts';
import { latestHandler, summaryHandler } from './handlers/figures.ts';
import { logHandler } from './handlers/log.ts';
import { questionHandler } from './handlers/question.ts';
import { correctHandler, undoHandler } from './handlers/revise.ts';
import { settingsHandlers } from './handlers/settings.ts';
import { type Action, say, type Turn } from './turn.ts';

/** Does what the message means; `null`: nothing is to be written or said. `text` is what was written, for the advisor. */
export async function act(turn: Turn, intent: Intent, text: string): Promise<Action | null> {
  switch (intent.type) {
    case 'log':
      return logHandler(turn, intent.events, isEdit(turn));
    case 'correct':
      return correctHandler(turn, intent.kind, intent.change);
    case 'undo':
      return undoHandler(turn);
    case 'summary':
      return summaryHandler(turn, intent.period);
    case 'latest':
      return latestHandler(turn, intent.kind);
    case 'question':
      return questionHandler(turn, text);
    case 'command':
      return settingsHandlers[intent.name](turn, intent.argument);
    case 'help':
      return say({ type: 'help', commands: commands.filter(({ inMenu }) => inMenu).map(({ name }) => name) });
    case 'unknown-command':
      return say({ type: 'unknown-command', nearest: intent.nearest });
    case 'impossible':
      return say({ type: 'impossible', kind: intent.kind, problem: intent.problem, value: intent.value });
    case 'ask':
      return {
        replies: [{ type: 'choose', candidates: intent.candidates }],
        settings: { pending: { type: 'choice', text, candidates: intent.candidates, askedAt: turn.now } },
      };
    case 'none':
      return say({ type: 'nothing-done', why: intent.reason });
  }
}

function isEdit({ message }: Turn): boolean {
  return message.content.type === 'text' && message.content.edited;
}
