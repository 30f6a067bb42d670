import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { languages } from '../src/locale/languages.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

interface Room {
  readonly name: string;
  readonly mayImport: readonly string[];
  readonly homeOf: readonly string[];
}

/** The import table of src/README.md. */
const rooms: readonly Room[] = readFileSync(join(root, 'src/README.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| Room'))
  .map((line) => {
    const [, name = '', imports = '', home = ''] = line.split('|').map((cell) => cell.trim());
    const list = (cell: string) => (cell === '-' ? [] : cell.replaceAll('`', '').split(/, */));
    return { name, mayImport: list(imports), homeOf: list(home).filter((item) => item !== 'Date.now') };
  });

const sources = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => join(folder, path));

const src = sources('src').map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
const code = (text: string) => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');

/** Everything a file imports, lazily or not. */
function importsOf(text: string): string[] {
  const forms = /^(?:import|export)\s[^;']*?from\s+'([^']+)'|^import\s+'([^']+)'|\bimport\('([^']+)'\)/gm;
  return [...code(text).matchAll(forms)].flatMap((found) =>
    found.slice(1).filter((what) => what !== undefined),
  );
}

/** The longest room name that holds a path below src/ ("storage/kv/port.ts" is in storage/kv/port). */
function roomOf(path: string): Room | undefined {
  const inside = relative('src', path).replace(/\.ts$/, '');
  const holds = (name: string) => inside === name || inside.startsWith(`${name}/`);
  return rooms.filter(({ name }) => holds(name)).sort((one, other) => other.name.length - one.name.length)[0];
}

const packageOf = (specifier: string) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

describe('the house', () => {
  it('has a row of the table for every file', () => {
    expect(src.filter(({ path }) => roomOf(path) === undefined).map(({ path }) => path)).toEqual([]);
    expect(rooms.length).toBeGreaterThan(12);
  });

  it('imports only what the table allows', () => {
    const forbidden = src.flatMap(({ path, text }) => {
      const room = roomOf(path);
      return importsOf(text)
        .filter((specifier) => specifier.startsWith('.') && !specifier.includes('/locales/'))
        .map((specifier) => relative('src', join(dirname(path), specifier)).replace(/\.ts$/, ''))
        .filter((target) => {
          const sameRoom = room !== undefined && roomOf(join('src', `${target}.ts`)) === room;
          const allowed = room?.mayImport.some((name) => target === name || target.startsWith(`${name}/`));
          return !sameRoom && !allowed;
        })
        .map((target) => `${path} -> ${target}`);
    });
    expect(forbidden).toEqual([]);
  });

  it('keeps every library in its home', () => {
    const isAtHome = (library: string, path: string) =>
      rooms.some(
        ({ name, homeOf }) =>
          homeOf.includes(library) &&
          (roomOf(path)?.name === name || relative('src', path).startsWith(`${name}/`)),
      );
    const strays = src.flatMap(({ path, text }) =>
      importsOf(text)
        .filter(
          (specifier) => !specifier.startsWith('.') && !specifier.startsWith('node:') && specifier !== 'zod',
        )
        .filter((specifier) => !isAtHome(packageOf(specifier), path))
        .filter((specifier) => !(path.startsWith('src/ops/') && packageOf(specifier) === 'grammy'))
        .map((specifier) => `${path} -> ${specifier}`),
    );
    expect(strays).toEqual([]);
  });

  it('has no import cycles', () => {
    const graph = new Map(
      src.map(({ path, text }) => {
        const statics = [...code(text).matchAll(/^(?:import|export)\s(?!type)[^;]*?from\s+'(\.[^']+)'/gms)];
        return [
          path,
          statics.flatMap(([, to]) => (to === undefined ? [] : [join(dirname(path), to)])),
        ] as const;
      }),
    );
    const done = new Set<string>();
    const visit = (path: string, trail: readonly string[]): string[] => {
      if (trail.includes(path)) return [[...trail.slice(trail.indexOf(path)), path].join(' -> ')];
      if (done.has(path)) return [];
      const cycles = (graph.get(path) ?? []).flatMap((next) => visit(next, [...trail, path]));
      done.add(path);
      return cycles;
    };
    expect([...graph.keys()].flatMap((path) => visit(path, []))).toEqual([]);
  });

  it('asks the machine for the time in one place', () => {
    const strays = src.filter(
      ({ path, text }) =>
        path !== 'src/base/clock.ts' && /\bDate\.now\b|\bnew Date\(\s*\)|\bDate\(\)/.test(code(text)),
    );
    expect(strays.map(({ path }) => path)).toEqual([]);
  });

  it('reads the environment in one place', () => {
    const strays = src.filter(
      ({ path, text }) => path !== 'src/env.ts' && code(text).includes('process.env'),
    );
    expect(strays.map(({ path }) => path)).toEqual([]);
  });

  it('has doors of at most 20 lines', () => {
    const doors = sources('api').map((path) => ({
      path,
      lines: readFileSync(join(root, path), 'utf8').trimEnd().split('\n').length,
    }));
    expect(doors.length).toBeGreaterThan(1);
    expect(doors.filter(({ lines }) => lines > 20)).toEqual([]);
  });

  it('has no grab bags', () => {
    expect(
      src
        .map(({ path }) => path)
        .filter((path) => /\/(utils?|helpers?|types|constants|misc|common)(\/|\.ts$)/.test(path)),
    ).toEqual([]);
  });

  it('opens every file with where it stands', () => {
    expect(src.filter(({ text }) => !text.startsWith('// ')).map(({ path }) => path)).toEqual([]);
  });

  it('has no file over 250 lines', () => {
    expect(src.filter(({ text }) => text.split('\n').length > 251).map(({ path }) => path)).toEqual([]);
  });
});

describe('text is data', () => {
  const files = [
    ...src,
    ...sources('api').map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') })),
  ];

  it('keeps letters outside ASCII out of the code', () => {
    expect(files.filter(({ text }) => /\P{ASCII}/u.test(text)).map(({ path }) => path)).toEqual([]);
  });

  it('names languages in one file only', () => {
    const tags = new RegExp(`'(${languages.join('|')})(-[A-Z]{2})?'`);
    const strays = files.filter(
      ({ path, text }) =>
        path !== 'src/locale/languages.ts' &&
        tags.test(code(text).replace(/import\('[^']*'\)|from '[^']*'/g, '')),
    );
    expect(strays.map(({ path }) => path)).toEqual([]);
  });
});

describe('what is deployed', () => {
  const vercel: unknown = JSON.parse(readFileSync(join(root, 'vercel.json'), 'utf8'));

  it('publishes no sources and holds no settings', () => {
    expect(vercel).toMatchObject({ outputDirectory: 'public' });
    expect(vercel).not.toHaveProperty('env');
    expect(readdirSync(join(root, 'public'))).toEqual(['.gitkeep']);
  });

  it('has a function for every door, with the language data', () => {
    for (const door of sources('api')) {
      expect(vercel).toHaveProperty(['functions', door, 'includeFiles'], 'locales/**');
    }
  });
});
