import { Body, Controller, Delete, Get, Header, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { ApiProblem } from '../../common/http/api-problem.decorator.ts';
import { IdPipe } from '../../common/http/id.pipe.ts';
import { ApiPage } from '../../common/pagination/api-page.decorator.ts';
import { Page } from '../../common/pagination/page.ts';
import { PageQuery } from '../../common/pagination/page-query.ts';
import type { TenantRef } from '../../domain/tenant-ref.ts';
import { CurrentTenant } from '../../tenancy/auth/current.decorators.ts';
import { RequireScope } from '../../tenancy/auth/route-access.decorators.ts';
import { DeviceNotFoundError, DevicesService } from './devices.service.ts';
import { PairDeviceDto } from './dto/device-requests.ts';
import { DeviceResponse, PairingResponse } from './dto/device-response.ts';
import { Pairing } from './pairing.ts';

const ID = new IdPipe(DeviceNotFoundError);
const INVALID = ApiProblem(400, 'request.invalid', 'The request is not valid; see the fields.');
const NOT_FOUND = ApiProblem(404, 'device.not_found', 'There is no device 12.');

/** The browsers that act for a seller. */
@ApiTags('plugin')
@RequireScope('tenant')
@Controller('api/plugin/devices')
export class DevicesController {
  constructor(
    private readonly devices: DevicesService,
    private readonly pairing: Pairing,
  ) {}

  /**
   * Begins to pair a browser.
   * @param tenant whose request it is
   * @param body what the seller calls it
   * @returns the code
   */
  @Post()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: 'Pair a browser',
    description:
      'Returns a code that the seller types into the extension. It is good for 10 minutes, and once.',
  })
  @ApiCreatedResponse({ type: PairingResponse })
  @INVALID
  @ApiProblem(429, 'device.too_many_codes', '20 pairing codes are waiting already.')
  async pair(@CurrentTenant() tenant: TenantRef, @Body() body: PairDeviceDto): Promise<PairingResponse> {
    return new PairingResponse(await this.pairing.begin(tenant, body.name));
  }

  /**
   * Lists browsers.
   * @param tenant whose request it is
   * @param query which page
   * @returns one page
   */
  @Get()
  @ApiOperation({
    summary: 'List browsers',
    description: 'Newest first, with the accounts they have at this moment. Removed ones are not listed.',
  })
  @ApiPage(DeviceResponse)
  @INVALID
  async list(@CurrentTenant() tenant: TenantRef, @Query() query: PageQuery): Promise<Page<DeviceResponse>> {
    const page = await this.devices.list(tenant, query);
    return new Page(
      page.data.map((device) => new DeviceResponse(device)),
      page.next_cursor,
    );
  }

  /**
   * Shows one browser.
   * @param tenant whose request it is
   * @param id the device's id
   * @returns the device
   */
  @Get(':id')
  @ApiOperation({
    summary: 'Show a browser',
    description: 'With the accounts it has at this moment; never its credential.',
  })
  @ApiOkResponse({ type: DeviceResponse })
  @NOT_FOUND
  async get(@CurrentTenant() tenant: TenantRef, @Param('id', ID) id: number): Promise<DeviceResponse> {
    return new DeviceResponse(await this.devices.get(tenant, id));
  }

  /**
   * Removes a browser.
   * @param tenant whose request it is
   * @param id the device's id
   */
  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Remove a browser',
    description: 'Its connection is closed and its credential is worth nothing any more.',
  })
  @ApiNoContentResponse({ description: 'It was removed.' })
  @NOT_FOUND
  async revoke(@CurrentTenant() tenant: TenantRef, @Param('id', ID) id: number): Promise<void> {
    await this.devices.revoke(tenant, id);
  }
}
