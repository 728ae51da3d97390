import { Body, Controller, Get, HttpCode, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblem } from '../common/http/api-problem.decorator.ts';
import { IdPipe } from '../common/http/id.pipe.ts';
import { ALL_MARKETPLACES, ANY_MARKETPLACE } from '../common/http/marketplace-examples.ts';
import { ApiPage } from '../common/pagination/api-page.decorator.ts';
import { Page } from '../common/pagination/page.ts';
import { AccountNotFoundError } from '../domain/errors.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import { CurrentTenant } from '../tenancy/auth/current.decorators.ts';
import { RequireScope } from '../tenancy/auth/route-access.decorators.ts';
import { AccountConnections } from './account-connections.ts';
import { AccountPause } from './account-pause.ts';
import { AccountsService } from './accounts.service.ts';
import type { Credentials } from './credentials.ts';
import { AccountQuery, ConnectAccountDto, CredentialsDto, UpdateAccountDto } from './dto/account-requests.ts';
import { AccountResponse } from './dto/account-response.ts';

const ID = new IdPipe(AccountNotFoundError);
const INVALID = ApiProblem(400, 'request.invalid', 'The request is not valid; see the fields.');
const NOT_FOUND = ApiProblem(404, 'account.not_found', 'There is no marketplace account 7.');

/** The marketplaces a seller is connected to. */
@ApiTags('accounts')
@RequireScope('tenant')
@Controller('api/marketplace/accounts')
export class AccountsController {
  constructor(
    private readonly accounts: AccountsService,
    private readonly connections: AccountConnections,
    private readonly pauses: AccountPause,
  ) {}

  /**
   * Connects an account.
   * @param tenant whose request it is
   * @param body what the seller connects
   * @returns the account
   */
  @Post()
  @ApiOperation({
    summary: 'Connect an account',
    description: 'Credentials are stored encrypted and never returned.',
  })
  @ApiCreatedResponse({ type: AccountResponse })
  @INVALID
  @ApiProblem(
    400,
    'account.unknown_marketplace',
    `amazon is not a marketplace; there are ${ALL_MARKETPLACES}.`,
  )
  @ApiProblem(400, 'account.credentials_required', `${ANY_MARKETPLACE} needs credentials.`)
  @ApiProblem(
    400,
    'account.credentials_refused',
    "This marketplace is reached through the seller's browser and takes no credentials.",
  )
  @ApiProblem(409, 'account.already_connected', 'This account is already connected as 3.')
  async connect(
    @CurrentTenant() tenant: TenantRef,
    @Body() body: ConnectAccountDto,
  ): Promise<AccountResponse> {
    const id = await this.connections.connect(tenant, {
      marketplace: body.marketplace,
      name: body.name,
      externalId: body.external_id,
      credentials: body.credentials === undefined ? undefined : toCredentials(body.credentials),
      settings: body.settings ?? {},
    });
    return this.show(id);
  }

  /**
   * Lists accounts.
   * @param query filters and page
   * @returns one page
   */
  @Get()
  @ApiOperation({ summary: 'List accounts', description: 'Newest first. Filters add up.' })
  @ApiPage(AccountResponse)
  @INVALID
  async list(@Query() query: AccountQuery): Promise<Page<AccountResponse>> {
    const page = await this.accounts.list(query);
    return new Page(
      page.data.map((account) => new AccountResponse(account)),
      page.next_cursor,
    );
  }

  /**
   * Shows one account.
   * @param id the account's id
   * @returns the account
   */
  @Get(':id')
  @ApiOperation({
    summary: 'Show an account',
    description: 'With its settings, and what the last verification found; never its credentials.',
  })
  @ApiOkResponse({ type: AccountResponse })
  @NOT_FOUND
  async get(@Param('id', ID) id: number): Promise<AccountResponse> {
    return this.show(id);
  }

  /**
   * Changes an account's name or settings.
   * @param tenant whose request it is
   * @param id the account's id
   * @param body what changes
   * @returns the account
   */
  @Patch(':id')
  @ApiOperation({ summary: 'Change an account', description: 'Settings are merged; null removes one.' })
  @ApiOkResponse({ type: AccountResponse })
  @INVALID
  @NOT_FOUND
  async update(
    @CurrentTenant() tenant: TenantRef,
    @Param('id', ID) id: number,
    @Body() body: UpdateAccountDto,
  ): Promise<AccountResponse> {
    await this.accounts.update(tenant, id, body);
    return this.show(id);
  }

  /**
   * Replaces an account's credentials.
   * @param tenant whose request it is
   * @param id the account's id
   * @param body the new credentials
   * @returns the account
   */
  @Put(':id/credentials')
  @ApiOperation({
    summary: 'Reconnect an account',
    description: 'Replaces the credentials. Work that only waited for them goes on.',
  })
  @ApiOkResponse({ type: AccountResponse })
  @INVALID
  @ApiProblem(
    400,
    'account.credentials_refused',
    "This marketplace is reached through the seller's browser and takes no credentials.",
  )
  @NOT_FOUND
  async reconnect(
    @CurrentTenant() tenant: TenantRef,
    @Param('id', ID) id: number,
    @Body() body: CredentialsDto,
  ): Promise<AccountResponse> {
    await this.connections.reconnect(tenant, id, toCredentials(body));
    return this.show(id);
  }

  /**
   * Stops work on an account.
   * @param tenant whose request it is
   * @param id the account's id
   * @returns the account
   */
  @Post(':id/pause')
  @HttpCode(200)
  @ApiOperation({ summary: 'Pause an account', description: 'Running jobs finish, no other begins.' })
  @ApiOkResponse({ type: AccountResponse })
  @NOT_FOUND
  @ApiProblem(409, 'account.illegal_transition', 'A account that is paused cannot become paused.')
  async pause(@CurrentTenant() tenant: TenantRef, @Param('id', ID) id: number): Promise<AccountResponse> {
    await this.pauses.pause(tenant, id);
    return this.show(id);
  }

  /**
   * Lets work on an account go on.
   * @param tenant whose request it is
   * @param id the account's id
   * @returns the account
   */
  @Post(':id/resume')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Resume an account',
    description: 'It returns to the state of its connection, which may still need the seller.',
  })
  @ApiOkResponse({ type: AccountResponse })
  @NOT_FOUND
  @ApiProblem(409, 'account.illegal_transition', 'A account that is connected cannot become connected.')
  async resume(@CurrentTenant() tenant: TenantRef, @Param('id', ID) id: number): Promise<AccountResponse> {
    await this.pauses.resume(tenant, id);
    return this.show(id);
  }

  private async show(id: number): Promise<AccountResponse> {
    return new AccountResponse(await this.accounts.get(id));
  }
}

function toCredentials(dto: CredentialsDto): Credentials {
  const expiresAt = dto.access_token_expires_at;
  return {
    refreshToken: dto.refresh_token,
    ...(dto.access_token !== undefined && { accessToken: dto.access_token }),
    ...(expiresAt !== undefined && { accessTokenExpiresAt: new Date(expiresAt) }),
  };
}
