import { Module } from '@nestjs/common';
import { Ticker } from '../common/ticker.ts';
import { Answers } from './commands/answers.ts';
import { LateAnswers } from './commands/late-answers.ts';
import { Admission } from './connection/admission.ts';
import { DialogueParts } from './connection/dialogue-parts.ts';
import { Greeting } from './connection/greeting.ts';
import { Handshake } from './connection/handshake.ts';
import { PluginHeart } from './connection/plugin-heart.ts';
import { PluginNotices } from './connection/plugin-notices.ts';
import { PluginGateway } from './connection/plugin.gateway.ts';
import { SessionBrakes } from './connection/session-brakes.ts';
import { SessionMessages } from './connection/session-messages.ts';
import { DeviceAuthentication } from './devices/authentication.ts';
import { KnownAccounts } from './sessions/known-accounts.ts';
import { Presences } from './sessions/presences.ts';
import { SessionBeat } from './sessions/session-beat.ts';
import { SessionRepair } from './sessions/session-repair.ts';

/** The socket for browsers. Only instances that run jobs have it: a lane is claimed where its browser's socket is. */
@Module({
  providers: [
    Admission,
    Answers,
    DeviceAuthentication,
    DialogueParts,
    Greeting,
    Handshake,
    KnownAccounts,
    LateAnswers,
    PluginGateway,
    PluginHeart,
    PluginNotices,
    Presences,
    SessionBeat,
    SessionBrakes,
    SessionMessages,
    SessionRepair,
    Ticker,
  ],
})
export class PluginSocketModule {}
