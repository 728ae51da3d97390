import { Injectable } from '@nestjs/common';
import { PluginCounters } from '../commands/plugin-counters.ts';
import { Handshake } from './handshake.ts';
import { SessionMessages } from './session-messages.ts';

/** What a connection serves; one for all connections. */
@Injectable()
export class DialogueParts {
  constructor(
    readonly handshake: Handshake,
    readonly messages: SessionMessages,
    readonly counters: PluginCounters,
  ) {}
}
