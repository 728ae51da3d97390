import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { loadavg } from 'node:os';
import { unmeasured } from './figure.ts';
import { entryOf } from './report.ts';
import type { Entry } from './report.ts';
import type { Benchmark, BenchOptions, Findings } from './benchmark.ts';

/**
 * Runs a benchmark in this process.
 * @param benchmark which
 * @param options how
 * @returns its entry; one that broke off says why, is not ok, and lets the process end with a failure
 */
export async function runHere(benchmark: Benchmark, options: BenchOptions): Promise<Entry> {
  const load = loadavg()[0] ?? 0;
  const startedAt = performance.now();
  const findings = await benchmark.run(options).catch(brokenOff);
  return entryOf(findings, { load, seconds: (performance.now() - startedAt) / 1000 });
}

/**
 * Runs a benchmark in a process of its own.
 * @param name which
 * @param args arguments of this process, which are handed on
 * @returns its entry
 * @throws {Error} when the process ended without one
 */
export async function runInChild(name: string, args: readonly string[]): Promise<Entry> {
  const script = process.argv[1] ?? '';
  const child = spawn(process.execPath, [script, ...withoutChoice(args), '--json', '--only', name], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) process.exitCode = 1;
  const entries = JSON.parse(output.trim().split('\n').at(-1) ?? '') as Record<string, Entry>;
  const entry = entries[name];
  if (entry === undefined) throw new Error(`${name} printed no figures`);
  return entry;
}

function brokenOff(error: unknown): Findings {
  console.error(error);
  process.exitCode = 1;
  return { lead: { ...unmeasured(`it broke off: ${String(error)}`), ok: false } };
}

/** What was chosen is handed on one by one, and figures always as JSON. */
function withoutChoice(args: readonly string[]): readonly string[] {
  const at = args.indexOf('--only');
  return args.filter(
    (arg, index) =>
      arg !== '--json' && !arg.startsWith('--only=') && !(at >= 0 && (index === at || index === at + 1)),
  );
}
