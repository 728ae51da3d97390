import { Counter, Gauge } from 'prom-client';
import type { Registry } from 'prom-client';

/** A metric without labels whose value somebody else keeps. */
export interface Kept {
  readonly name: string;
  readonly help: string;
  /** @returns the value at this moment */
  readonly read: () => number;
}

/**
 * Shows a number that only grows while the program runs, as somebody else counts it.
 * @param registry where
 * @param kept what
 */
export function showCount(registry: Registry, { name, help, read }: Kept): void {
  new Counter({
    registers: [registry],
    name,
    help,
    collect() {
      this.reset();
      this.inc(read());
    },
  });
}

/**
 * Shows a number that goes up and down.
 * @param registry where
 * @param kept what
 */
export function showLevel(registry: Registry, { name, help, read }: Kept): void {
  new Gauge({
    registers: [registry],
    name,
    help,
    collect() {
      this.set(read());
    },
  });
}
