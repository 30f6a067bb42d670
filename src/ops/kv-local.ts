// npm run kv:local [-- --port 8079] [--token words] [--redis host:port]
// A local Vercel KV for development: starts Redis (or uses the one given) and serves its REST protocol.
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { startRedis } from './kv-local/redis.ts';
import { startKvServer } from './kv-local/server.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8079' },
    token: { type: 'string', default: 'local-development' },
    redis: { type: 'string' },
  },
});

const own = values.redis === undefined ? await startRedis() : undefined;
const [redisHost = '', redisPort = '6379'] = own
  ? ['127.0.0.1', String(own.port)]
  : (values.redis ?? '').split(':');
const server = await startKvServer({
  redisHost,
  redisPort: Number(redisPort),
  token: values.token,
  port: Number(values.port),
});
process.stdout.write(`KV_REST_API_URL=${server.url}\nKV_REST_API_TOKEN=${values.token}\n`);

await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
await server.stop();
await own?.stop();
