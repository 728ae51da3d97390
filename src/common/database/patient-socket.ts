import { Socket } from 'node:net';

/**
 * A socket that sends what is written in one turn of the program with one call of the system. The driver corks it around
 * each statement, and Node.js sends at every uncorking, also inside of another: here only the end of the turn does.
 */
class GatheringSocket extends Socket {
  private isGathering = false;

  override cork(): void {
    if (this.isGathering) return;
    this.isGathering = true;
    super.cork();
    process.nextTick(() => {
      this.isGathering = false;
      super.uncork();
    });
  }

  override uncork(): void {
    // The end of the turn sends.
  }

  override write(chunk: Uint8Array | string, ...further: never[]): boolean {
    this.cork();
    return super.write(chunk, ...further);
  }
}

/**
 * Makes the socket of a database connection. It ends when nothing was sent or received for too long: a machine that
 * vanishes closes nothing, and without this a statement on such a connection waits until the system gives up, a quarter of an
 * hour later. Statements that are sent side by side travel together.
 * @param silenceMs how long may pass, in milliseconds
 * @returns the socket, to be connected
 */
export function patientSocket(silenceMs: number): Socket {
  const socket = new GatheringSocket();
  return socket.setTimeout(silenceMs, () => {
    socket.destroy(new Error(`the database has not answered for ${silenceMs / 1000} s`));
  });
}
