import { Controller, Delete, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AccountsService } from '../../accounts/accounts.service.ts';
import { AccountResponse } from '../../accounts/dto/account-response.ts';
import { ApiProblem } from '../../common/http/api-problem.decorator.ts';
import { IdPipe } from '../../common/http/id.pipe.ts';
import { AccountNotFoundError } from '../../domain/errors.ts';
import type { TenantRef } from '../../domain/tenant-ref.ts';
import { CurrentPrincipal, CurrentTenant } from '../../tenancy/auth/current.decorators.ts';
import type { Principal } from '../../tenancy/auth/principal.ts';
import { RequireScope } from '../../tenancy/auth/route-access.decorators.ts';
import { Disconnection } from './disconnection.ts';

/** Where sellers take accounts out of use. */
@ApiTags('accounts')
@RequireScope('tenant')
@Controller('api/marketplace/accounts')
export class DisconnectionController {
  constructor(
    private readonly disconnection: Disconnection,
    private readonly accounts: AccountsService,
  ) {}

  /**
   * Disconnects an account.
   * @param tenant whose request it is
   * @param principal who makes it
   * @param id the account's id
   * @returns the account, which stays
   */
  @Delete(':id')
  @ApiOperation({
    summary: 'Disconnect an account',
    description:
      'Its credentials are destroyed and its waiting jobs cancelled. The account stays, with its listings, orders and jobs, and comes back when it is connected again.',
  })
  @ApiOkResponse({ type: AccountResponse })
  @ApiProblem(404, 'account.not_found', 'There is no marketplace account 7.')
  @ApiProblem(
    409,
    'account.busy',
    '2 jobs run on account 7. Pause it, and disconnect it when they have ended.',
  )
  async disconnect(
    @CurrentTenant() tenant: TenantRef,
    @CurrentPrincipal() principal: Principal,
    @Param('id', new IdPipe(AccountNotFoundError)) id: number,
  ): Promise<AccountResponse> {
    await this.disconnection.run(tenant, id, principal.subject);
    return new AccountResponse(await this.accounts.get(id));
  }
}
