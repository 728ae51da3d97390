import { Socket } from 'node:net';

/**
 * Makes the socket of a database connection that ends when nothing was sent or received for too long. A machine that vanishes closes
 * nothing: without this a statement on such a connection waits until the system gives up, a quarter of an hour later.
 * @param silenceMs how long may pass, in milliseconds
 * @returns the socket, to be connected
 */
export function patientSocket(silenceMs: number): Socket {
  const socket = new Socket();
  return socket.setTimeout(silenceMs, () => {
    socket.destroy(new Error(`the database has not answered for ${silenceMs / 1000} s`));
  });
}
