// What the bench prints: plain tables, and each target beside the figure that was measured.

type Cell = string | number;
export type Row = readonly Cell[];

const print = (line = '') => process.stdout.write(`${line}\n`);

export function heading(text: string): void {
  print(`\n== ${text}`);
}

export function note(text: string): void {
  print(`   ${text}`);
}

/** Prints rows below their headers; numbers are aligned right. */
export function table(headers: readonly string[], rows: readonly Row[]): void {
  const lines = [headers, ...rows].map((row) => row.map(String));
  const widths = headers.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const isNumber = headers.map((_, column) =>
    rows.every((row) => /^[\d.,x+\-\s]*$/.test(String(row[column]))),
  );
  for (const line of lines) {
    const cells = widths.map((width, column) => {
      const cell = line[column] ?? '';
      return isNumber[column] ? cell.padStart(width) : cell.padEnd(width);
    });
    print(`   ${cells.join('  ').trimEnd()}`);
  }
}

interface Target {
  readonly what: string;
  readonly measured: string;
  readonly limit: string;
  readonly reached: boolean;
}
const targets: Target[] = [];

/** Notes a figure that must not be above `most`, to be printed now and once more at the end. */
export function target(what: string, measured: number, most: number, unit = ''): void {
  const one = {
    what,
    measured: `${round(measured)}${unit}`,
    limit: `<= ${most}${unit}`,
    reached: measured <= most,
  };
  targets.push(one);
  note(`target: ${what}: ${one.measured} (${one.limit}) ${verdict(one)}`);
}

/** All targets of this run in one table. */
export function verdicts(): void {
  if (targets.length === 0) return;
  heading('Targets');
  table(
    ['what', 'measured', 'target', ''],
    targets.map((one) => [one.what, one.measured, one.limit, verdict(one)]),
  );
}

const verdict = ({ reached }: Target) => (reached ? 'reached' : 'NOT REACHED');

/** Three digits that matter. */
export function round(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}

/** The value below which the share `part` (0 to 1) of the values lies; 0 of none. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);
