// The bare grammY webhook behind the same server as the bot's doors.
import { echoOfRequests } from '../grammy.ts';

export const POST = echoOfRequests();
