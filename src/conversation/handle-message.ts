// The story of a message: read what is known, decide, write everything at once, then answer.
// Acknowledged means durable: nothing is said before the transaction that holds the reply has been committed.
import { AppError } from '../base/errors.ts';
import type { Conversation, Handled, InboundMessage } from '../channel/port.ts';
import { isLanguage, languageFrom } from '../locale/languages.ts';
import { render } from '../reply/render.ts';
import { Deliveries } from './delivery.ts';
import { pressHandler } from './handlers/press.ts';
import { textHandler } from './handlers/text.ts';
import type { About, SeenUpdate, Situation, Unit } from './ports.ts';
import { type Action, type Services, say, type Turn } from './turn.ts';

/** A conversation that can be closed. */
export interface OpenConversation extends Conversation {
  /** Writes what still waits to be written; call it before the process ends. */
  close(): Promise<void>;
}

/** How often a write is tried again when the diary has changed under it. */
const attempts = 25;
/** A reply that another process may be sending right now is left to it for this long, ms. */
const lease = 30_000;

/**
 * Handles each update once, however often it is delivered, and answers it through the channel. Its `handle` throws
 * AppError `storage.unavailable` when nothing could be stored.
 */
export function createConversation(services: Services): OpenConversation {
  const deliveries = new Deliveries(services);
  const running = new Map<string, Promise<Handled>>();

  const handle = async (message: InboundMessage): Promise<Handled> => {
    if (message.content.type === 'button') void services.channel.acknowledge(message.content.callback);
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const handled = await tryOnce(services, deliveries, message);
      if (handled !== 'again') return handled;
    }
    throw new AppError('storage.unavailable', 'the diary keeps changing under a write');
  };

  return {
    handle(message) {
      const known = running.get(message.updateKey);
      if (known !== undefined) return known;
      const handled = handle(message).finally(() => running.delete(message.updateKey));
      running.set(message.updateKey, handled);
      return handled;
    },
    close: () => deliveries.flush(),
  };
}

async function tryOnce(
  services: Services,
  deliveries: Deliveries,
  message: InboundMessage,
): Promise<Handled | 'again'> {
  const situation = await services.records.read(message, aboutOf(message));
  const { seen } = situation;
  const releasing = seen?.state === 'held' && situation.chat?.zone != null;
  if (seen !== null && !releasing) return repeat(services, deliveries, message, seen);
  const turn = turnOf(services, message, situation);
  // A kept message leaves its row by a write, even if there is nothing to do about it any more.
  const action = (await decide(turn)) ?? (releasing ? say() : null);
  if (action === null) return { outcome: 'ignored' };
  const unit = unitOf(turn, action, releasing);
  const marks = deliveries.take();
  const result = await services.records.commit(unit, marks).catch((error: unknown) => {
    deliveries.restore(marks);
    throw error;
  });
  if (result !== 'committed') {
    deliveries.restore(marks);
    return 'again';
  }
  const sent = await deliveries.send(message.updateKey, message.address, unit.replies);
  if (sent.outcome === 'retry') return { outcome: 'busy', retryAfterSeconds: sent.afterSeconds };
  const zoneKnown = action.release === true || turn.chat.zone !== null;
  if (zoneKnown && !releasing) await release(services, deliveries, situation);
  return { outcome: 'handled' };
}

/** Acts upon the messages that waited for the time zone, each as its own update, oldest first. */
async function release(services: Services, deliveries: Deliveries, { held }: Situation): Promise<void> {
  for (const message of held) {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      if ((await tryOnce(services, deliveries, message)) !== 'again') break;
    }
  }
}

/** An update that was here before: its effect stands; its reply is sent again only if it never arrived. */
async function repeat(
  services: Services,
  deliveries: Deliveries,
  message: InboundMessage,
  seen: SeenUpdate,
): Promise<Handled> {
  if (seen.delivered || deliveries.knows(message.updateKey)) return { outcome: 'repeated' };
  const age = services.clock.now() - seen.receivedAt;
  if (age < lease && !deliveries.failed(message.updateKey)) return { outcome: 'busy', retryAfterSeconds: 5 };
  const sent = await deliveries.send(message.updateKey, message.address, seen.replies);
  return sent.outcome === 'retry'
    ? { outcome: 'busy', retryAfterSeconds: sent.afterSeconds }
    : { outcome: 'repeated' };
}

function aboutOf({ content, messageId }: InboundMessage): About | null {
  if (content.type === 'button') {
    const [word, updateKey] = content.data.split(' ');
    return word === 'undo' && updateKey !== undefined ? { by: 'update', id: updateKey } : null;
  }
  if (content.type !== 'text') return null;
  if (content.edited && messageId !== undefined) return { by: 'message', id: messageId };
  return content.replyTo === undefined ? null : { by: 'message', id: content.replyTo };
}

function turnOf(services: Services, message: InboundMessage, situation: Situation): Turn {
  const { clock, newId, defaults } = services;
  const chat = situation.chat ?? {
    ...{ familyId: newId(), babyId: newId(), zone: defaults.zone, dayStartsAt: 0 },
    ...{ babySex: null, babyBornOn: null, pending: null },
  };
  const spoken = situation.speakerLanguage;
  const chosen = spoken !== null && isLanguage(spoken) ? spoken : languageFrom(message.author.languageHint);
  return {
    ...{ services, message, situation, chat },
    language: chosen ?? defaults.language,
    languageKnown: chosen !== undefined,
    zone: chat.zone ?? 'UTC',
    now: Math.min(message.sentAt, clock.now()),
  };
}

/** What is to be done. A surprise in a handler must not block the chat: it is logged, and the parent is told. */
async function decide(turn: Turn): Promise<Action | null> {
  try {
    return await choose(turn);
  } catch (error) {
    if (error instanceof AppError && error.code === 'storage.unavailable') throw error;
    turn.services.log.error('conversation.failed', error);
    return say({ type: 'failed' });
  }
}

function choose(turn: Turn): Action | null | Promise<Action | null> {
  const { content, addressed } = turn.message;
  switch (content.type) {
    case 'text':
      return textHandler(turn, content.text);
    case 'button':
      return pressHandler(turn, content.data);
    case 'unreadable':
      return addressed ? say({ type: 'unreadable', what: content.what }) : null;
  }
}

function unitOf(turn: Turn, action: Action, wasHeld: boolean): Unit {
  const { services, message, situation, chat } = turn;
  const reader = {
    language: action.language ?? turn.language,
    zone: action.settings?.zone ?? turn.zone,
    now: turn.now,
  };
  const noticed =
    action.speakerLanguage ??
    (situation.speakerLanguage === null && turn.languageKnown ? turn.language : undefined);
  return {
    ...{ message, chat, wasHeld },
    receivedAt: services.clock.now(),
    isNew: situation.chat === null,
    revision: situation.revision,
    changes: action.changes ?? [],
    undoes: action.undoes ?? [],
    replies: action.replies.map((reply) => render(reply, reader)),
    settings: action.settings ?? {},
    ...(noticed === undefined ? {} : { speakerLanguage: noticed }),
    hold: action.hold ?? false,
  };
}
