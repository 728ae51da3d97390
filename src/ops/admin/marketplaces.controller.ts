import { Body, Controller, HttpCode, Logger, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { ApiProblem } from '../../common/http/api-problem.decorator.ts';
import { ANY_MARKETPLACE } from '../../common/http/marketplace-examples.ts';
import { CurrentPrincipal } from '../../tenancy/auth/current.decorators.ts';
import type { Principal } from '../../tenancy/auth/principal.ts';
import { RequireScope } from '../../tenancy/auth/route-access.decorators.ts';
import { MarketplaceSwitchResponse } from './dto/queue.dto.ts';
import type { PauseWish } from '../../queue/switches.ts';
import { PauseDto } from '../../tenancy/admin/pause.dto.ts';
import { MarketplaceSwitches } from './marketplace-switches.ts';

const NAME = ApiParam({ name: 'name', description: 'the marketplace', example: ANY_MARKETPLACE });

/** Whole marketplaces, for operators. */
@ApiTags('admin')
@RequireScope('admin')
@Controller('api/admin/marketplaces')
@ApiProblem(404, 'marketplace.not_found', 'There is no marketplace amazon here.')
export class MarketplacesController {
  private readonly log = new Logger(MarketplacesController.name);

  constructor(private readonly switches: MarketplaceSwitches) {}

  /**
   * Stops a marketplace.
   * @param name the marketplace
   * @param principal who wants it
   * @param body why
   * @returns its switch
   */
  @Post(':name/pause')
  @NAME
  @HttpCode(200)
  @ApiOperation({
    summary: 'Pause a marketplace',
    description:
      'For all tenants: running jobs go on, no other begins. Jobs that wait for it say so, with the reason. Pausing ' +
      'twice is harmless; the later reason stays.',
  })
  @ApiOkResponse({ type: MarketplaceSwitchResponse })
  async pause(
    @Param('name') name: string,
    @CurrentPrincipal() principal: Principal,
    @Body() body: PauseDto,
  ): Promise<MarketplaceSwitchResponse> {
    return this.set(name, principal, { actor: principal.subject, reason: body.reason ?? null });
  }

  /**
   * Lets a marketplace go on.
   * @param name the marketplace
   * @param principal who wants it
   * @returns its switch
   */
  @Post(':name/resume')
  @NAME
  @HttpCode(200)
  @ApiOperation({
    summary: 'Resume a marketplace',
    description: 'A rate limit that keeps it closed (`blocked_until`) stays.',
  })
  @ApiOkResponse({ type: MarketplaceSwitchResponse })
  async resume(
    @Param('name') name: string,
    @CurrentPrincipal() principal: Principal,
  ): Promise<MarketplaceSwitchResponse> {
    return this.set(name, principal);
  }

  private async set(
    name: string,
    principal: Principal,
    pause?: PauseWish,
  ): Promise<MarketplaceSwitchResponse> {
    const row = await this.switches.set(name, pause);
    this.log.warn(
      { marketplace: name, paused: row.paused, actor: principal.subject },
      'a marketplace was switched',
    );
    return new MarketplaceSwitchResponse(row);
  }
}
