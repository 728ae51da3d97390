import { Controller, Get, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { SkipThrottle } from '@nestjs/throttler';
import type { Response } from 'express';
import { RequireScope } from '../../tenancy/auth/route-access.decorators.ts';
import { ProgramMetrics } from './program-metrics.ts';

/** Metrics for Prometheus, beside the routes of the API. */
@ApiTags('admin')
@RequireScope('admin')
@SkipThrottle()
@Controller('metrics')
export class MetricsController {
  constructor(private readonly metrics: ProgramMetrics) {}

  /**
   * Shows all metrics of this instance.
   * @param response the answer, for its media type
   * @returns the text format of Prometheus
   */
  @Get()
  @ApiOperation({
    summary: 'Show metrics',
    description: 'Of this instance, in the text format of Prometheus. They are about no tenant.',
  })
  @ApiProduces('text/plain')
  @ApiOkResponse({ description: 'metrics', schema: { type: 'string' } })
  async show(@Res({ passthrough: true }) response: Response): Promise<string> {
    response.setHeader('content-type', this.metrics.contentType);
    return this.metrics.text();
  }
}
