import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import type { PluginSettings } from '../../src/sandbox/plugin/plugin-settings.ts';
import { scaledTiming } from '../../src/sandbox/plugin/plugin-settings.ts';
import { StandInPlugin } from '../../src/sandbox/plugin/stand-in-plugin.ts';
import { VintedStandIn } from '../../src/sandbox/vinted/vinted-stand-in.ts';
import { GATEWAY_PICTURE, ScriptedGateway } from './scripted-gateway.ts';
import { temporaryFolder, type TemporaryFolder } from './temporary-folder.ts';
import { itemFields, openMember, vintedControl, vintedEffects, type OpenedMember } from './vinted-browser.ts';

/** A scripted server, a stand-in for Vinted with one member, and a stand-in plugin between them. */
export class PluginTown {
  readonly plugins: StandInPlugin[] = [];

  private constructor(
    readonly gateway: ScriptedGateway,
    readonly vinted: VintedStandIn,
    readonly member: OpenedMember,
    private readonly folder: TemporaryFolder,
  ) {}

  static async open(): Promise<PluginTown> {
    const vinted = new VintedStandIn();
    const member = await openMember(await vinted.start(), { login: 'lea.vintage' });
    return new PluginTown(await ScriptedGateway.start(), vinted, member, await temporaryFolder());
  }

  async close(): Promise<void> {
    for (const plugin of this.plugins) plugin.stop();
    await this.gateway.stop();
    await this.vinted.stop();
    await this.folder.remove();
  }

  /** A plugin that is paired and not started; every one has a journal of its own unless it is given one. */
  plugin(settings: Partial<PluginSettings> = {}): StandInPlugin {
    const plugin = new StandInPlugin({
      serverUrl: this.gateway.url,
      vintedUrl: this.vinted.url,
      sessions: [this.member.cookie],
      journalFile: join(this.folder.path, `${randomUUID()}.jsonl`),
      credential: this.gateway.credential,
      ...settings,
      timing: { ...scaledTiming(0.01), lookEveryMs: 0, ...settings.timing },
    });
    this.plugins.push(plugin);
    return plugin;
  }

  /** A file for a journal that more than one plugin uses. */
  file(name: string): string {
    return join(this.folder.path, name);
  }

  /** Sends a command and answers its id. */
  order(command: string, payload: Record<string, unknown>, changes: Record<string, unknown> = {}): string {
    const message = this.command(command, payload, changes);
    this.gateway.say(message);
    return message.command_id;
  }

  command(
    command: string,
    payload: Record<string, unknown>,
    changes: Record<string, unknown> = {},
  ): Record<string, unknown> & { readonly command_id: string } {
    return {
      type: 'command',
      command_id: randomUUID(),
      attempt: 1,
      command,
      version: 1,
      account: { marketplace: 'vinted', user_id: String(this.member.user_id) },
      deadline: this.gateway.time(60_000),
      payload,
      ...changes,
    };
  }

  /** Sends a command again and again, as the server does until it knows how it ended, and answers the result. */
  async insist(command: ReturnType<PluginTown['command']>): ReturnType<ScriptedGateway['result']> {
    const { gateway } = this;
    const timer = setInterval(() => gateway.say(command), 40);
    gateway.say(command);
    try {
      return await gateway.result(command.command_id);
    } finally {
      clearInterval(timer);
    }
  }

  /** Orders the upload of one picture and answers the photo's number. */
  async photo(tempUuid: string): Promise<number> {
    const payload = { picture: { path: GATEWAY_PICTURE }, temp_uuid: tempUuid, position: 1 };
    const result = await this.gateway.result(this.order('vinted.photo.upload', payload));
    return Number(result.data?.['photo_id']);
  }

  /** Uploads a picture and answers the payload of a create with it. */
  async createPayload(changes: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
    const tempUuid = randomUUID();
    const { id: _id, ...item } = itemFields(tempUuid, [await this.photo(tempUuid)], changes);
    return { item, upload_session_id: tempUuid };
  }

  control(method: string, path: string, body?: unknown): ReturnType<typeof vintedControl> {
    return vintedControl(this.vinted.url, method, path, body);
  }

  effects(): ReturnType<typeof vintedEffects> {
    return vintedEffects(this.vinted.url);
  }
}
