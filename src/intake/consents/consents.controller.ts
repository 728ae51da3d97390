import { Body, Controller, Header, Post, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { ApiProblem } from '../../common/http/api-problem.decorator.ts';
import { ALL_MARKETPLACES } from '../../common/http/marketplace-examples.ts';
import type { TenantRef } from '../../domain/tenant-ref.ts';
import { CurrentTenant } from '../../tenancy/auth/current.decorators.ts';
import { RequireScope } from '../../tenancy/auth/route-access.decorators.ts';
import { BROWSER_COOKIE } from './browser-cookie.ts';
import { ConsentAddress } from './consent-address.ts';
import { Consents } from './consents.ts';
import { BeginConsentDto } from './dto/consent-requests.ts';
import { ConsentResponse } from './dto/consent-response.ts';

/** Where sellers begin to let StoFlow act for them at a marketplace. */
@ApiTags('accounts')
@RequireScope('tenant')
@Controller('api/marketplace/accounts/consents')
export class ConsentsController {
  constructor(
    private readonly consents: Consents,
    private readonly address: ConsentAddress,
  ) {}

  /**
   * Begins a consent.
   * @param tenant whose request it is
   * @param body what is to be connected
   * @param request tells under which address the program was reached
   * @param response takes the cookie
   * @returns where the browser has to go
   */
  @Post()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: 'Connect an account by consent',
    description:
      'Returns the page of the marketplace on which the seller lets StoFlow act, and sets the cookie by which the browser is known when it comes back. It is good for 10 minutes, and once.',
  })
  @ApiCreatedResponse({ type: ConsentResponse })
  @ApiProblem(400, 'request.invalid', 'The request is not valid; see the fields.')
  @ApiProblem(
    400,
    'account.unknown_marketplace',
    `amazon is not a marketplace; there are ${ALL_MARKETPLACES}.`,
  )
  @ApiProblem(404, 'account.not_found', 'There is no marketplace account 7.')
  @ApiProblem(422, 'account.wrong_marketplace', 'Account 7 is an account of another marketplace.')
  @ApiProblem(422, 'consent.not_offered', 'Accounts there are not connected by a consent.')
  @ApiProblem(
    422,
    'consent.not_configured',
    'A consent cannot be asked for here, since PUBLIC_URL is not set.',
  )
  async begin(
    @CurrentTenant() tenant: TenantRef,
    @Body() body: BeginConsentDto,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ConsentResponse> {
    const { marketplace, account_id: accountId, name } = body;
    const callbackUrl = this.address.callbackUrl(marketplace, request);
    const begun = await this.consents.begin(tenant, { marketplace, accountId, name, callbackUrl });
    const options = BROWSER_COOKIE.options(begun.expiresAt, this.address.isPlain);
    response.cookie(BROWSER_COOKIE.nameOf(begun), begun.browser, options);
    return {
      id: begun.consentId,
      authorization_url: begun.authorizationUrl,
      expires_at: begun.expiresAt,
    };
  }
}
