import type { INestApplication } from '@nestjs/common';

/** A connection is kept open after its answer, for 5 s by default in Node.js: it is looked for this often instead. */
const SWEEP_MS = 100;
/** Milliseconds beyond the time to drain after which the program ends whatever hangs: a database that is gone. */
const HANGING_MS = 8000;

/** How a program ends. */
export interface ShutdownOptions {
  /** Milliseconds that what is under way gets to end. */
  readonly drainMs: number;
  /** Said at once, before anything is closed. */
  readonly begin: () => void;
}

/**
 * Closes the application on SIGTERM or SIGINT. From the first moment it is not ready and takes no jobs; requests are
 * still answered while running jobs are handed back, since a load balancer needs a moment to notice; then no new ones
 * are taken, those under way may end, and everything behind HTTP is stopped. A second signal ends the process at once,
 * and so does a shutdown that hangs.
 * @param app the application
 * @param options how long it may take
 * @returns resolves when it is closed
 */
export async function shutDownOnSignal(
  app: INestApplication,
  { drainMs, begin }: ShutdownOptions,
): Promise<void> {
  await new Promise<unknown>((resolve) => {
    for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, resolve);
  });
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => process.exit(1));
  begin();
  const server = app.getHttpServer() as {
    closeIdleConnections(): void;
    closeAllConnections(): void;
  };
  // Streams of events never end by themselves.
  const deadline = setTimeout(() => server.closeAllConnections(), drainMs);
  const hanging = setTimeout(() => {
    process.stderr.write('The program did not end in time and is ended.\n');
    process.exit(1);
  }, drainMs + HANGING_MS);
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
  try {
    await app.close();
  } finally {
    clearTimeout(deadline);
    clearTimeout(hanging);
    clearInterval(sweep);
  }
}
