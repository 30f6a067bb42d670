// The door for Telegram's webhook.
import { app } from '../src/app.ts';

export async function POST(request: Request): Promise<Response> {
  return (await app()).doors.telegram(request);
}
