import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { collectGarbage } from '../frame/collect-garbage.ts';

// Holds sockets and knows nothing of them: what `ws` alone costs. Says welcome to whoever says hello, and nothing to anything
// else. Forked; it ends with its parent.
const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
server.on('connection', (socket) => {
  socket.once('message', () => {
    socket.send('{"type":"welcome"}');
  });
});
server.once('listening', () => {
  process.send?.({ url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}` });
});
process.on('message', () => {
  void collectGarbage().then(() =>
    process.send?.({ rss: process.memoryUsage.rss(), cpu: process.cpuUsage() }),
  );
});
process.once('disconnect', () => process.exit(0));
