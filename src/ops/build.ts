// npm run build: each door of api/ as one bundle in .vercel/output (Vercel's Build Output API), the language data
// beside it. A cold instance then opens a handful of files instead of hundreds.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { z } from 'zod';
import { operate } from './operate.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const output = join(root, '.vercel/output');

const vercelSchema = z.object({ functions: z.record(z.string(), z.object({ maxDuration: z.int() })) });

/** CommonJS packages inside an ES module still ask for `require`. */
const banner =
  "import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);";

/** Where a bundle stands below its function: as deep as the sources, which look for locales/ two folders up. */
const place = 'server/doors';

await operate(async () => {
  const { functions } = vercelSchema.parse(JSON.parse(readFileSync(join(root, 'vercel.json'), 'utf8')));
  rmSync(output, { recursive: true, force: true });
  mkdirSync(join(output, 'static'), { recursive: true });
  for (const file of readdirSync(join(root, 'api'))) {
    const name = file.replace(/\.ts$/, '');
    await buildDoor(name, functions[`api/${file}`]?.maxDuration ?? 10);
    process.stdout.write(`/api/${name} is built.\n`);
  }
  const routes = [{ handle: 'filesystem' }, { src: '^/api(/.*)?$', status: 404 }];
  writeFileSync(join(output, 'config.json'), JSON.stringify({ version: 3, routes }));
});

async function buildDoor(name: string, maxDuration: number): Promise<void> {
  const folder = join(output, 'functions/api', `${name}.func`);
  await build({
    entryPoints: [join(root, 'api', `${name}.ts`)],
    outdir: join(folder, place),
    ...{ bundle: true, platform: 'node', format: 'esm', target: 'node24', logLevel: 'warning' },
    // What is imported lazily stays apart, so that a log never reads the advisor's code.
    splitting: true,
    // grammY's build for the web calls Telegram with the platform's own fetch; the other brings one of 400 kB.
    alias: { grammy: 'grammy/web' },
    // Names stay as they are: restoring minified ones at start costs more than their length.
    ...{ minifyWhitespace: true, minifySyntax: true },
    banner: { js: banner },
  });
  cpSync(join(root, 'locales'), join(folder, 'locales'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
  const settings = {
    ...{ handler: `${place}/${name}.js`, runtime: 'nodejs24.x', launcherType: 'Nodejs' },
    ...{ shouldAddHelpers: true, maxDuration },
  };
  writeFileSync(join(folder, '.vc-config.json'), JSON.stringify(settings));
}
