import { Global, Module } from '@nestjs/common';
import { AccountConnections } from './account-connections.ts';
import { AccountDisconnection } from './account-disconnection.ts';
import { AccountPause } from './account-pause.ts';
import { AccountTokens } from './account-tokens.ts';
import { AccountsController } from './accounts.controller.ts';
import { AccountsService } from './accounts.service.ts';
import { TokenStore } from './token-store.ts';

/**
 * Marketplace accounts and their tokens. `MarketplaceFacts` has to be provided globally by whoever knows the
 * marketplaces; handlers' modules get {@link AccountTokens} from here.
 */
@Global()
@Module({
  controllers: [AccountsController],
  providers: [
    AccountsService,
    AccountConnections,
    AccountDisconnection,
    AccountPause,
    AccountTokens,
    TokenStore,
  ],
  exports: [AccountsService, AccountConnections, AccountDisconnection, AccountTokens],
})
export class AccountsModule {}
