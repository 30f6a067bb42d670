// The door for those who watch over the bot: 200 when the database answers.
import { app } from '../src/app.ts';

export async function GET(request: Request): Promise<Response> {
  return (await app()).doors.health(request);
}
