import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PluginRefused, type StandInPlugin } from '../../../../src/sandbox/plugin/stand-in-plugin.ts';
import { PluginWorld } from '../../../support/plugin/plugin-world.ts';
import { PluginTown } from '../../../support/plugin-town.ts';
import { waitFor } from '../../../support/wait-for.ts';

describe('the stand-in plugin at StoFlow’s own socket', () => {
  let town: PluginTown;
  let world: PluginWorld;
  beforeAll(async () => {
    town = await PluginTown.open();
    world = await PluginWorld.start();
  });
  afterAll(async () => {
    await town.close();
    await world.close();
  });

  const serverUrl = (): string => world.app().url.replace('http', 'ws');
  const pair = async (): Promise<{ plugin: StandInPlugin; deviceId: number }> => {
    const { pairing_code: code } = await world.call<{ pairing_code: string }>('POST', '/api/plugin/devices', {
      name: 'Laptop',
    });
    const plugin = town.plugin({ serverUrl: serverUrl(), credential: undefined, code });
    await plugin.start();
    const { state } = plugin;
    return { plugin, deviceId: state.state === 'connected' ? (state.deviceId ?? 0) : 0 };
  };

  it('pairs by the code of the API, and comes back with its credential', async () => {
    const { plugin, deviceId } = await pair();
    expect(plugin.credential).toMatch(new RegExp(`^sfd_1_${deviceId}_`));
    plugin.browser.close();
    await plugin.browser.open();
    await plugin.connected();
    expect([plugin.counts.welcomes, plugin.complaints]).toEqual([2, []]);
  });

  it('a code is good once', async () => {
    const { pairing_code: code } = await world.call<{ pairing_code: string }>('POST', '/api/plugin/devices', {
      name: 'Laptop',
    });
    const settings = { serverUrl: serverUrl(), credential: undefined, code };
    await town.plugin(settings).start();
    await expect(town.plugin(settings).start()).rejects.toEqual(new PluginRefused('pairing_failed'));
  });

  it('two browsers with one credential: the newest one wins, and the other stays away', async () => {
    const { plugin } = await pair();
    const copy = town.plugin({ serverUrl: serverUrl(), credential: plugin.credential });
    await copy.start();
    await waitFor(() => plugin.state.state === 'refused', { what: 'the older one to be sent away' });
    expect(plugin.state).toEqual({ state: 'refused', reason: 'superseded' });
    expect(copy.state.state).toBe('connected');
  });

  it('a device that was removed stays away', async () => {
    const { plugin, deviceId } = await pair();
    await world.call('DELETE', `/api/plugin/devices/${deviceId}`);
    await waitFor(() => plugin.state.state === 'refused', { what: 'it to be sent away' });
    expect(plugin.state).toEqual({ state: 'refused', reason: 'revoked' });
  });

  it('a result of a command it was never given changes nothing', async () => {
    const { plugin } = await pair();
    const before = world.counters().resultsRefused;
    plugin.forgeResult({ command_id: randomUUID() });
    await waitFor(() => world.counters().resultsRefused > before, { what: 'it to be noticed' });
    expect(plugin.state.state).toBe('connected');
  });

  it('nonsense is told, and the connection goes on', async () => {
    const { plugin } = await pair();
    for (const text of ['{', '{"type":"fetch"}', '{"type":"accepted"}']) plugin.sendText(text);
    await waitFor(() => plugin.complaints.length === 3, { what: 'three complaints' });
    expect(plugin.complaints.map((text) => (JSON.parse(text) as { code: string }).code)).toEqual([
      'message.malformed',
      'message.unsupported',
      'message.invalid',
    ]);
    expect(plugin.counts.socket_drops).toBe(0);
  });

  it('a message that is too large ends the connection, and the plugin comes back', async () => {
    const { plugin } = await pair();
    plugin.sendOversized();
    await waitFor(() => plugin.counts.socket_drops === 1, { what: 'the end of the connection' });
    await waitFor(() => plugin.counts.welcomes === 2, { what: 'it to be back' });
  });
});
