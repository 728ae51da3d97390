import { Global, Module } from '@nestjs/common';
import { ProductsModule } from '../products/products.module.ts';
import { CommandLog } from './commands/command-log.ts';
import { Conversation } from './commands/conversation.ts';
import { Executing } from './commands/executing.ts';
import { PendingCommands } from './commands/pending-commands.ts';
import { PluginCommands } from './commands/plugin-commands.ts';
import { PluginCounters } from './commands/plugin-counters.ts';
import { DevicesController } from './devices/devices.controller.ts';
import { DevicesService } from './devices/devices.service.ts';
import { Pairing } from './devices/pairing.ts';
import { PresenceReader } from './devices/presence-reader.ts';
import { PictureLinks } from './pictures/picture-links.ts';
import { PicturesController } from './pictures/pictures.controller.ts';
import { LocalSessions } from './sessions/local-sessions.ts';
import { SessionStore } from './sessions/session-store.ts';

/**
 * Browsers that act for sellers: pairing them, commands for them, pictures for them. Marketplaces that are reached
 * through a browser take {@link PluginCommands} and {@link PictureLinks} from here; the socket itself is in
 * `PluginSocketModule`.
 */
@Global()
@Module({
  imports: [ProductsModule],
  controllers: [DevicesController, PicturesController],
  providers: [
    CommandLog,
    Conversation,
    DevicesService,
    Executing,
    LocalSessions,
    Pairing,
    PendingCommands,
    PictureLinks,
    PluginCommands,
    PluginCounters,
    PresenceReader,
    SessionStore,
  ],
  exports: [
    CommandLog,
    LocalSessions,
    Pairing,
    PendingCommands,
    PictureLinks,
    PluginCommands,
    PluginCounters,
    SessionStore,
  ],
})
export class PluginModule {}
