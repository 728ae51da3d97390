import type { INestApplication } from '@nestjs/common';

/** Milliseconds that requests under way get to end. Orchestrators usually kill after 30 s. */
const DRAIN_MS = 20_000;
/** A connection is kept open after its answer, for 5 s by default in Node.js: it is looked for this often instead. */
const SWEEP_MS = 100;

/**
 * Closes the application on SIGTERM or SIGINT: no new requests, those under way may end, then everything behind HTTP
 * is stopped. A second signal ends the process at once.
 * @param app the application
 * @returns resolves when it is closed
 */
export async function shutDownOnSignal(app: INestApplication): Promise<void> {
  await new Promise<unknown>((resolve) => {
    for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, resolve);
  });
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => process.exit(1));
  const server = app.getHttpServer() as {
    closeIdleConnections(): void;
    closeAllConnections(): void;
  };
  // Streams of events never end by themselves.
  const deadline = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  server.closeIdleConnections();
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
  try {
    await app.close();
  } finally {
    clearTimeout(deadline);
    clearInterval(sweep);
  }
}
