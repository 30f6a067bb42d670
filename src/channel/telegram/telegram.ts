// Telegram as the composition root sees it: the channel out and the reader of updates, for either way in.
import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import type { Channel } from '../port.ts';
import { botIdOf, createBotName, createTelegramApi, type TelegramAccess } from './api.ts';
import { createInbound, type Inbound } from './inbound.ts';
import { createTelegramChannel } from './outbound.ts';

export { createTelegramDoor } from './door.ts';

/** The parts that share one bot; nothing is called yet. */
export function openTelegram(
  access: TelegramAccess,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): { readonly channel: Channel; readonly inbound: Inbound } {
  const api = createTelegramApi(access);
  return {
    channel: createTelegramChannel({ api, log }),
    inbound: createInbound({ botId: botIdOf(access.token), botName: createBotName(api), clock, log }),
  };
}
