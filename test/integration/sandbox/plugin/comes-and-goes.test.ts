import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PluginRefused } from '../../../../src/sandbox/plugin/stand-in-plugin.ts';
import { PluginTown } from '../../../support/plugin-town.ts';
import { ScriptedGateway } from '../../../support/scripted-gateway.ts';
import { waitFor } from '../../../support/wait-for.ts';

const LIST = 'vinted.wardrobe.list';
const PAGE = { page: 1, per_page: 96, order: 'newest_first' };
/** Waits for an answer that takes long. */
const PATIENT = { timing: { requestTimeoutMs: 30_000 } };

describe('a plugin that comes and goes', () => {
  let town: PluginTown;
  beforeEach(async () => {
    town = await PluginTown.open();
  });
  afterEach(() => town.close());

  it('comes back after its connection was lost, and says hello again', async () => {
    const plugin = town.plugin();
    await plugin.start();
    town.gateway.sockets[0]?.terminate();
    await waitFor(() => town.gateway.of('hello').length === 2, { what: 'a second hello' });
    await plugin.connected();
    expect(plugin.counts).toMatchObject({ socket_drops: 1, welcomes: 2 });
  });

  it('leaves a server that takes its connection and never welcomes it', async () => {
    town.gateway.habits.answers = false;
    const plugin = town.plugin({ timing: { welcomeMs: 100 } });
    const connected = plugin.start();
    await waitFor(() => town.gateway.of('hello').length >= 2, { what: 'a second attempt' });
    town.gateway.habits.answers = true;
    await connected;
  });

  it('finds the server when it starts later', async () => {
    const { url } = town.gateway;
    const plugin = town.plugin();
    await town.gateway.stop();
    void plugin.start();
    await waitFor(() => plugin.counts.socket_drops >= 2, { what: 'attempts to connect' });
    const later = await ScriptedGateway.start(Number(new URL(url).port));
    await plugin.connected();
    await later.stop();
  });

  it.each(['revoked', 'superseded', 'invalid_credential'])('stays away when it was %s', async (reason) => {
    town.gateway.habits.refusal = { reason, retry: false };
    const plugin = town.plugin();
    await expect(plugin.start()).rejects.toEqual(new PluginRefused(reason));
    await waitFor(() => plugin.counts.socket_drops === 1, { what: 'the end of the connection' });
    town.gateway.habits.refusal = undefined;
    expect(plugin.state).toEqual({ state: 'refused', reason });
    expect(town.gateway.sockets).toHaveLength(1);
  });

  it('comes back when it was refused for now', async () => {
    town.gateway.habits.refusal = { reason: 'unavailable', retry: true };
    const plugin = town.plugin();
    const connected = plugin.start();
    await waitFor(() => town.gateway.of('hello').length >= 2, { what: 'two hellos' });
    town.gateway.habits.refusal = undefined;
    await connected;
  });

  it('moves to another server, and reports there what it did before', async () => {
    const plugin = town.plugin();
    await plugin.start();
    town.gateway.habits.acknowledges = false;
    const id = town.order(LIST, PAGE);
    await town.gateway.result(id);
    const other = await ScriptedGateway.start();
    plugin.browser.useServer(other.url);
    expect((await other.result(id)).status).toBe('done');
    expect(other.of('hello')[0]?.in_flight).toEqual([{ command_id: id, state: 'ended' }]);
    await other.stop();
  });

  it('goes on working while it is offline, and reports when it is back', async () => {
    const plugin = town.plugin(PATIENT);
    await plugin.start();
    await town.control('PUT', 'options', { latency_ms: 2000 });
    const id = town.order(LIST, PAGE);
    await waitFor(() => plugin.journalOf(id)?.state === 'started', { what: 'the start' });
    plugin.browser.goOffline();
    await waitFor(() => plugin.journalOf(id)?.state === 'ended', { what: 'the end' });
    expect(town.gateway.resultsOf(id)).toEqual([]);
    plugin.browser.goOnline();
    expect((await town.gateway.result(id)).status).toBe('done');
  });

  it('does not know what became of a command when the browser was closed in the middle of it', async () => {
    const plugin = town.plugin(PATIENT);
    await plugin.start();
    const payload = await town.createPayload();
    await town.control('PUT', 'options', { latency_ms: 2000 });
    const id = town.order('vinted.item.create', payload);
    await waitFor(async () => (await town.effects()).calls.createItem === 1, { what: 'the request' });
    plugin.browser.close();
    expect(plugin.state).toEqual({ state: 'offline' });
    await waitFor(async () => (await town.effects()).live_listings === 1, { what: 'the item' });
    await plugin.browser.open();
    expect(await town.gateway.result(id)).toMatchObject({
      status: 'unknown',
      error: { kind: 'network_after_send' },
    });
    expect(town.gateway.of('hello')[1]?.in_flight).toEqual([{ command_id: id, state: 'ended' }]);
  });

  it('answers pings, and hears the server’s time in them', async () => {
    const plugin = town.plugin();
    await plugin.start();
    const server_time = town.gateway.time(3_600_000);
    town.gateway.say({ type: 'ping', server_time });
    expect((await waitFor(() => town.gateway.of('pong')[0], { what: 'a pong' })).server_time).toBe(
      server_time,
    );
    const id = town.order(LIST, PAGE, { deadline: town.gateway.time(1_800_000) });
    expect(await town.gateway.result(id)).toMatchObject({ error: { kind: 'expired' } });
  });

  it('sleeps: nothing is read or sent meanwhile', async () => {
    const plugin = town.plugin();
    await plugin.start();
    plugin.arm({ script: [{ moment: 'receive:ping', fault: 'sleep', nth: 1, delay_ms: 200 }] });
    const began = performance.now();
    town.gateway.say({ type: 'ping', server_time: town.gateway.time() });
    await town.gateway.result(town.order(LIST, PAGE));
    expect(performance.now() - began).toBeGreaterThanOrEqual(195);
  });

  it('can lie, and can talk nonsense', async () => {
    const plugin = town.plugin();
    await plugin.start();
    const command_id = randomUUID();
    plugin.forgeResult({ command_id });
    expect((await town.gateway.result(command_id)).status).toBe('done');
    plugin.sendText('{');
    plugin.sendText('{"type":"fetch"}');
    plugin.sendText('{"type":"accepted"}');
    await waitFor(() => town.gateway.nonsense.length === 3, { what: 'three complaints' });
    expect(town.gateway.nonsense).toEqual(['message.malformed', 'message.unsupported', 'message.invalid']);
    town.gateway.say({ type: 'error', code: 'message.invalid', message: 'No.', fields: [] });
    town.gateway.say({ type: 'nonsense' });
    await waitFor(() => plugin.complaints.length === 2, { what: 'two complaints' });
  });
});
