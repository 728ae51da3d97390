import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { HealthCheckService, HealthIndicatorService } from '@nestjs/terminus';
import type { HealthCheckResult } from '@nestjs/terminus';
import { SkipThrottle } from '@nestjs/throttler';
import { ApiProblem } from '../../common/http/api-problem.decorator.ts';
import { Shutdown } from '../../common/shutdown.ts';
import { DomainError } from '../../domain/errors.ts';
import { Public } from '../../tenancy/auth/route-access.decorators.ts';
import { DatabaseHealth } from './database-health.ts';

const TIMEOUT_MS = 3000;

/** What an orchestrator asks: does the process live, and may it get requests. */
@ApiTags('health')
@Public()
@SkipThrottle()
@Controller('health')
export class HealthController {
  constructor(
    private readonly checks: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    private readonly database: DatabaseHealth,
    private readonly shutdown: Shutdown,
  ) {}

  /**
   * Answers as long as the process can answer at all.
   * @returns always the same
   */
  @Get('live')
  @ApiOperation({
    summary: 'Whether the process lives',
    description: 'Asks nothing of the database: a process that answers must not be restarted for it.',
  })
  @ApiOkResponse({ schema: { example: { status: 'ok' } } })
  live(): { readonly status: 'ok' } {
    return { status: 'ok' };
  }

  /**
   * Answers whether requests can be served: the database is reachable and has this program's shared tables.
   * @returns what was checked
   * @throws {DomainError} `health.not_ready` when they cannot, `health.stopping` once the program was told to end
   */
  @Get('ready')
  @ApiOperation({
    summary: 'Whether requests can be served',
    description: 'Whether the database answers and has this program’s tables, and the program is not ending.',
  })
  @ApiOkResponse({
    description: 'Ready. A tenant whose upgrade failed is counted and does not stop the others.',
  })
  @ApiProblem(503, 'health.not_ready', 'This instance cannot serve requests.')
  @ApiProblem(503, 'health.stopping', 'This instance is about to end.')
  @ApiProblem(503, 'health.migrating', 'This instance is bringing the database to its version.')
  async ready(): Promise<HealthCheckResult> {
    if (this.shutdown.begun) {
      throw new DomainError('health.stopping', 'unavailable', 'This instance is about to end.');
    }
    const check = this.indicators.check('database');
    try {
      return await this.checks.check([
        () => check.attempt(() => this.database.state()).withTimeout(TIMEOUT_MS),
      ]);
    } catch {
      throw new DomainError('health.not_ready', 'unavailable', 'This instance cannot serve requests.');
    }
  }
}
