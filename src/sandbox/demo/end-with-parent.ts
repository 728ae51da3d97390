import type { Socket } from 'node:net';

/**
 * Loaded into the server before its own code (`node --import`): ends it when the demo is gone, even if that was
 * killed and could not end anything. Whoever started the server holds the other end of its standard input.
 */
process.stdin.once('close', () => process.kill(process.pid, 'SIGTERM'));
process.stdin.resume();
// Listening must not keep a server alive that has ended otherwise.
(process.stdin as unknown as Socket).unref();
