import { rmSync } from 'node:fs';
import type { Socket } from 'node:net';

/** Its database ends with the demo too, so a server may wait in vain for what it wanted to write. */
const FORCE_MS = 10_000;

/**
 * Loaded into the server before its own code (`node --import`): ends it when the demo is gone, even if that was
 * killed and could not end anything. Whoever started the server holds the other end of its standard input.
 */
process.stdin.once('close', () => {
  const folder = process.env['DATA_DIR'];
  process.once('exit', () => {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  });
  process.kill(process.pid, 'SIGTERM');
  setTimeout(() => process.exit(1), FORCE_MS).unref();
});
process.stdin.resume();
// Listening must not keep a server alive that has ended otherwise.
(process.stdin as unknown as Socket).unref();
