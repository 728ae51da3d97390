import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblem } from '../common/http/api-problem.decorator.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import { CurrentTenant } from '../tenancy/auth/current.decorators.ts';
import { RequireScope } from '../tenancy/auth/route-access.decorators.ts';
import { SellingPolicyDto, SellingPolicyResponse } from './dto/selling-policy.dto.ts';
import { SellingPolicyService } from './selling-policy.service.ts';

/** What happens to pieces while one of the accounts they are listed on cannot act. */
@ApiTags('selling-policy')
@RequireScope('tenant')
@Controller('api/selling-policy')
export class SellingPolicyController {
  constructor(private readonly policy: SellingPolicyService) {}

  /**
   * Shows the policy.
   * @param tenant whose request it is
   * @returns the policy, and the accounts that cannot act
   */
  @Get()
  @ApiOperation({
    summary: 'Show the selling policy',
    description:
      'With the accounts that cannot act now, and how many listings elsewhere are held because of them.',
  })
  @ApiOkResponse({ type: SellingPolicyResponse })
  get(@CurrentTenant() tenant: TenantRef): Promise<SellingPolicyResponse> {
    return this.policy.get(tenant);
  }

  /**
   * Sets the policy.
   * @param tenant whose request it is
   * @param body the policy
   * @returns the policy as it is now
   */
  @Put()
  @ApiOperation({
    summary: 'Set the selling policy',
    description: 'It is obeyed within seconds. What is held is listed again when `keep_selling` is chosen.',
  })
  @ApiOkResponse({ type: SellingPolicyResponse })
  @ApiProblem(400, 'request.invalid', 'The request is not valid; see the fields.')
  async set(
    @CurrentTenant() tenant: TenantRef,
    @Body() body: SellingPolicyDto,
  ): Promise<SellingPolicyResponse> {
    await this.policy.set(tenant, body);
    return this.policy.get(tenant);
  }
}
