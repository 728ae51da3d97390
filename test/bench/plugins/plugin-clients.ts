import { WebSocket } from 'ws';

/** What the measurement tells its second process. */
export interface ClientOrder {
  readonly url: string;
  /** One for each socket. */
  readonly browsers: readonly { readonly credential: string; readonly userId: string }[];
  /** No further one is connected after so many milliseconds. */
  readonly withinMs: number;
}

/** A connection that is being made takes part of a core here and there; more at once would only time each other out. */
const AT_ONCE = 50;

process.on('message', (order: ClientOrder) => {
  void connectAll(order);
});
// The measurement ends this process by closing the channel.
process.once('disconnect', () => process.exit(0));

async function connectAll({ url, browsers, withinMs }: ClientOrder): Promise<void> {
  const deadline = performance.now() + withinMs;
  let next = 0;
  const worker = async (): Promise<void> => {
    while (performance.now() < deadline) {
      const browser = browsers[next];
      if (browser === undefined) return;
      next += 1;
      await connect(url, browser.credential, browser.userId);
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    process.send?.({ connected: next });
  } catch (error: unknown) {
    process.send?.({ failed: String(error) });
  }
}

/** A browser as the protocol asks for: says hello, answers pings, accepts commands and has done them at once. */
function connect(url: string, credential: string, userId: string): Promise<void> {
  const journal = crypto.randomUUID();
  const socket = new WebSocket(url, { perMessageDeflate: false });
  const say = (message: object): void => {
    socket.send(JSON.stringify(message));
  };
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('open', () => {
      say({
        type: 'hello',
        protocols: [1],
        credential,
        plugin_version: '1.0.0',
        browser: 'Bench 1',
        capabilities: ['idle.session.read@1', 'idle.item.create@1', 'idle.item.read@1', 'idle.item.update@1'],
        accounts: [{ marketplace: 'idle', user_id: userId, state: 'ready' }],
        journal_id: journal,
        in_flight: [],
      });
    });
    socket.on('message', (data: Buffer) => {
      const message = JSON.parse(data.toString()) as Record<string, unknown>;
      const { type, command_id } = message;
      if (type === 'welcome') resolve();
      if (type === 'refused') reject(new Error(String(message['reason'])));
      if (type === 'ping') say({ type: 'pong' });
      if (type !== 'command') return;
      say({ type: 'accepted', command_id, attempt: 1 });
      say({
        type: 'result',
        command_id,
        attempt: 1,
        status: 'done',
        data: { user_id: '1' },
        observed_at: new Date().toISOString(),
      });
    });
  });
}
