import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblem } from '../../common/http/api-problem.decorator.ts';
import { IdPipe } from '../../common/http/id.pipe.ts';
import { ApiPage } from '../../common/pagination/api-page.decorator.ts';
import { Page } from '../../common/pagination/page.ts';
import { PageQuery } from '../../common/pagination/page-query.ts';
import { CurrentPrincipal } from '../auth/current.decorators.ts';
import type { Principal } from '../auth/principal.ts';
import { RequireScope } from '../auth/route-access.decorators.ts';
import { TenantNotFoundError, TenantsService } from '../tenants.service.ts';
import { PauseDto } from './pause.dto.ts';
import { RetentionDto } from './retention.dto.ts';
import { ProvisionTenantDto, TenantDto } from './tenant.dto.ts';

const ID = new IdPipe(TenantNotFoundError);

/** The operator's routes for tenants. */
@ApiTags('admin')
@RequireScope('admin')
@Controller('api/admin/tenants')
export class TenantsController {
  constructor(private readonly tenants: TenantsService) {}

  /**
   * Creates a tenant with its schema.
   * @param body its name, tier and weight
   * @returns the tenant
   */
  @Post()
  @ApiOperation({
    summary: 'Provision a tenant',
    description: 'Gives it an id and a schema with all tables, or leaves nothing behind.',
  })
  @ApiCreatedResponse({ type: TenantDto })
  @ApiProblem(400, 'request.invalid', 'The request is not valid; see the fields.')
  async provision(@Body() body: ProvisionTenantDto): Promise<TenantDto> {
    return TenantDto.from(await this.tenants.provision(body));
  }

  /**
   * Lists tenants, oldest first.
   * @param query which page
   * @returns the page
   */
  @Get()
  @ApiOperation({ summary: 'List tenants', description: 'Oldest first, suspended ones too.' })
  @ApiPage(TenantDto)
  async list(@Query() query: PageQuery): Promise<Page<TenantDto>> {
    const page = await this.tenants.list(query);
    return new Page(
      page.data.map((tenant) => TenantDto.from(tenant)),
      page.next_cursor,
    );
  }

  /**
   * Shows one tenant.
   * @param id its id
   * @returns the tenant
   */
  @Get(':id')
  @ApiOperation({
    summary: 'Show a tenant',
    description: 'With the version of its schema, and why its last upgrade failed, if it did.',
  })
  @ApiOkResponse({ type: TenantDto })
  @ApiProblem(404, 'tenant.not_found', 'There is no tenant 7.')
  async get(@Param('id', ID) id: number): Promise<TenantDto> {
    return TenantDto.from(await this.tenants.get(id));
  }

  /**
   * Keeps a tenant from using the product, and holds its lanes.
   * @param id its id
   * @returns the tenant
   */
  @Post(':id/suspend')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Suspend a tenant',
    description: 'Its requests are refused within two seconds and its jobs wait; running ones end.',
  })
  @ApiOkResponse({ type: TenantDto })
  @ApiProblem(404, 'tenant.not_found', 'There is no tenant 7.')
  async suspend(@Param('id', ID) id: number): Promise<TenantDto> {
    return TenantDto.from(await this.tenants.suspend(id));
  }

  /**
   * Lets a suspended tenant work again.
   * @param id its id
   * @returns the tenant
   */
  @Post(':id/resume')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Resume a tenant',
    description: 'Its requests are answered and its jobs go on within two seconds.',
  })
  @ApiOkResponse({ type: TenantDto })
  @ApiProblem(404, 'tenant.not_found', 'There is no tenant 7.')
  async resume(@Param('id', ID) id: number): Promise<TenantDto> {
    return TenantDto.from(await this.tenants.resume(id));
  }

  /**
   * Sets how long a tenant's history is kept.
   * @param id its id
   * @param body days
   * @returns the tenant
   */
  @Put(':id/retention')
  @ApiOperation({
    summary: "Set how long a tenant's history is kept",
    description:
      'Ended jobs and their history are removed after so many days; batches keep their counts. A field that is null ' +
      'or absent stands for the setting of the program.',
  })
  @ApiOkResponse({ type: TenantDto })
  @ApiProblem(400, 'request.invalid', 'The request is not valid; see the fields.')
  @ApiProblem(404, 'tenant.not_found', 'There is no tenant 7.')
  async keep(@Param('id', ID) id: number, @Body() body: RetentionDto): Promise<TenantDto> {
    const days = { jobs: body.keep_jobs_days ?? null, events: body.keep_events_days ?? null };
    return TenantDto.from(await this.tenants.keep(id, days));
  }

  /**
   * Pauses all jobs of a tenant.
   * @param id its id
   * @param principal who wants it
   * @param body why
   * @returns the tenant
   */
  @Post(':id/pause-jobs')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Pause all jobs of a tenant',
    description:
      'Running jobs go on, no other begins, on no marketplace; the tenant may go on making requests. Jobs that wait ' +
      'for it say so, with the reason. Pausing twice is harmless; the later reason stays.',
  })
  @ApiOkResponse({ type: TenantDto })
  @ApiProblem(404, 'tenant.not_found', 'There is no tenant 7.')
  async pauseJobs(
    @Param('id', ID) id: number,
    @CurrentPrincipal() principal: Principal,
    @Body() body: PauseDto,
  ): Promise<TenantDto> {
    const pause = { actor: principal.subject, reason: body.reason ?? null };
    return TenantDto.from(await this.tenants.pauseJobs(id, pause));
  }

  /**
   * Lets the jobs of a tenant go on.
   * @param id its id
   * @returns the tenant
   */
  @Post(':id/resume-jobs')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Resume the jobs of a tenant',
    description: 'Every other reason for which an account waits stays.',
  })
  @ApiOkResponse({ type: TenantDto })
  @ApiProblem(404, 'tenant.not_found', 'There is no tenant 7.')
  async resumeJobs(@Param('id', ID) id: number): Promise<TenantDto> {
    return TenantDto.from(await this.tenants.pauseJobs(id, undefined));
  }
}
