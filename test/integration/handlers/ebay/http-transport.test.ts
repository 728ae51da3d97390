import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { HttpTransport } from '../../../../src/handlers/http/http-transport.ts';

describe('a request without an answer', () => {
  const transport = new HttpTransport();
  const sockets = new Set<Socket>();
  let server: Server | undefined;

  afterEach(async () => {
    for (const socket of sockets) socket.destroy();
    const running = server;
    server = undefined;
    if (running?.listening) await new Promise((resolve) => running.close(resolve));
  });

  async function listen(onData: (socket: Socket) => void): Promise<number> {
    const started = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.once('data', () => onData(socket));
    });
    server = started;
    await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
    return (started.address() as AddressInfo).port;
  }

  const post = (url: string, signal = AbortSignal.timeout(5_000)) =>
    transport.send({ method: 'POST', url, body: '{}', signal });

  it('was never sent where nobody listens', async () => {
    const port = await listen(() => undefined);
    await new Promise((resolve) => server?.close(resolve));
    await expect(post(`http://127.0.0.1:${port}`)).rejects.toMatchObject({
      sent: 'never',
      reason: 'ECONNREFUSED',
    });
  });

  it('was never sent where the name does not exist', async () => {
    await expect(post('http://nowhere.invalid')).rejects.toMatchObject({ sent: 'never' });
  });

  it('was never sent where TLS cannot be agreed on', async () => {
    const port = await listen((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    await expect(post(`https://127.0.0.1:${port}`)).rejects.toMatchObject({ sent: 'never' });
  });

  it('was never sent where its time was over before it began', async () => {
    await expect(post('http://127.0.0.1:1', AbortSignal.abort())).rejects.toMatchObject({ sent: 'never' });
  });

  it('was never sent where the program was suspended until its time was over', async () => {
    let requests = 0;
    const marketplace = createHttpServer((_request, response) => {
      requests += 1;
      response.end('{}');
    });
    await new Promise<void>((resolve) => marketplace.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(marketplace.address() as AddressInfo).port}`;
    // One step with two calls: the connection of the first stays open for the second.
    const signal = AbortSignal.timeout(500);
    await post(url, signal);
    // Nothing runs meanwhile, no timer either, as after SIGSTOP.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 700);
    await expect(post(url, signal)).rejects.toMatchObject({ sent: 'never' });
    // Whatever that had sent would have arrived before the next one.
    await post(url);
    expect(requests).toBe(2);
    marketplace.closeAllConnections();
    await new Promise((resolve) => marketplace.close(resolve));
  });

  it.each<[string, (socket: Socket) => void]>([
    ['resets the connection', (socket) => socket.resetAndDestroy()],
    ['closes the connection', (socket) => socket.end()],
    [
      'breaks off within the body',
      (socket) => socket.end('HTTP/1.1 201 Created\r\nContent-Length: 50\r\n\r\n{"of'),
    ],
    ['answers something else than HTTP', (socket) => socket.end('hello\r\n\r\n')],
  ])('may have arrived where the server %s', async (_name, onData) => {
    const port = await listen(onData);
    await expect(post(`http://127.0.0.1:${port}`)).rejects.toMatchObject({ sent: 'maybe' });
  });

  it('may have arrived where the deadline passes', async () => {
    const port = await listen(() => undefined);
    await expect(post(`http://127.0.0.1:${port}`, AbortSignal.timeout(100))).rejects.toMatchObject({
      sent: 'maybe',
      reason: 'TimeoutError',
    });
  });

  it('is not what a redirect or an error status is', async () => {
    const port = await listen((socket) =>
      socket.end('HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 2\r\n\r\nno'),
    );
    await expect(post(`http://127.0.0.1:${port}`)).resolves.toMatchObject({ status: 302, text: 'no' });
  });
});
