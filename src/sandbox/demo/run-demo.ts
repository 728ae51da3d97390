import { setTimeout as delay } from 'node:timers/promises';
import type { DemoOptions } from './demo-options.ts';
import { dayJson, playDay } from './day/play-day.ts';
import { DemoWorld } from './demo-world.ts';
import { Interruption } from './interruption.ts';
import { keepUp } from './keep-up.ts';
import { playScenario } from './scenario.ts';
import { Screen } from './screen.ts';
import { summaryJson, summaryLines } from './summary.ts';
import { complaints } from './verdict.ts';

/** Time in which the end of a program becomes known, after a call to it has failed. */
const NEWS_MS = 500;

/**
 * Runs the demo: makes a world, plays the scenario in it, says what came of it, and removes everything.
 * @param options what the person chose
 * @param interrupted aborts when the demo is to end early
 * @returns the exit code
 * @throws {Interruption} when it was ended early; nothing is left then either
 */
export async function runDemo(options: DemoOptions, interrupted: AbortSignal): Promise<number> {
  const screen = new Screen(options.json ? process.stderr : process.stdout);
  const lost = new AbortController();
  const signal = AbortSignal.any([interrupted, lost.signal]);
  const world = new DemoWorld({
    reconcile: options.reconcile,
    recurring: options.day,
    say: (line) => screen.done(line),
    onLost: (error) => lost.abort(error),
  });
  try {
    return await (options.day ? runDay : run)(options, world, screen, signal);
  } catch (error: unknown) {
    if (!signal.aborted) await delay(NEWS_MS);
    screen.clear();
    const reason: unknown = signal.aborted ? signal.reason : error;
    if (reason instanceof Interruption) screen.print('Ending, and taking everything down …');
    else explain(screen, reason, world);
    if (reason instanceof Interruption) throw reason;
    return 1;
  } finally {
    await world.stop();
  }
}

async function run(
  options: DemoOptions,
  world: DemoWorld,
  screen: Screen,
  signal: AbortSignal,
): Promise<number> {
  const mood = options.faults ? 'which are not having a good day' : 'which have a good day';
  screen.print([`Two sellers list their stock on Vinted, eBay and Etsy, ${mood}.`, 'bold']);
  const addresses = await world.start(signal);
  const { findings, sellers, seconds } = await playScenario(
    options,
    { addresses, openBrowser: (request) => world.openBrowser(request) },
    screen,
    signal,
  );
  for (const line of summaryLines(findings)) screen.print(...line);

  const wrong = complaints(findings);
  for (const complaint of wrong) screen.print(['✗ ', 'red'], complaint);
  screen.print(
    wrong.length === 0
      ? [`Every job ended as it should, in ${seconds.toFixed(1)} s.`, 'green']
      : ['It did not end as it should.', 'red'],
  );
  if (options.json) process.stdout.write(`${JSON.stringify(summaryJson(findings, seconds))}\n`);
  if (options.keep) await keepUp({ addresses, sellers, screen, signal });
  else screen.print(['To look around afterwards: npm run demo -- --keep', 'dim']);
  return wrong.length === 0 ? 0 : 1;
}

async function runDay(
  { seed, json }: DemoOptions,
  world: DemoWorld,
  screen: Screen,
  signal: AbortSignal,
): Promise<number> {
  screen.print(['A day of one seller on Vinted, eBay and Etsy.', 'bold']);
  const addresses = await world.start(signal);
  const say = (line: string): void => screen.done(line);
  const openBrowser = world.openBrowser.bind(world);
  const result = await playDay({ addresses, openBrowser, seed, say, signal }, screen);
  const failed = result.acts.filter(({ ok }) => !ok);
  screen.print('');
  for (const { name, failure } of failed) screen.print(['✗ ', 'red'], `${name}: ${failure ?? ''}`);
  const { acts, seconds } = result;
  screen.print(
    failed.length === 0
      ? [`All ${acts.length} acts went as they should, in ${seconds.toFixed(1)} s.`, 'green']
      : [`${failed.length} of ${acts.length} acts did not go as they should.`, 'red'],
  );
  if (json) process.stdout.write(`${JSON.stringify(dayJson(result))}\n`);
  return failed.length === 0 ? 0 : 1;
}

function explain(screen: Screen, error: unknown, world: DemoWorld): void {
  screen.print(['✗ ', 'red'], error instanceof Error ? error.message : String(error));
  if (error instanceof Error && error.cause instanceof Error) screen.print(`  ${error.cause.message}`);
  if (world.serverTail.length === 0) return;
  screen.print(['The last lines of the server:', 'bold']);
  for (const line of world.serverTail) screen.print(`  ${line}`);
}
