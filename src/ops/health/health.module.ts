import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { ShutdownModule } from '../../common/shutdown.ts';
import { DatabaseHealth } from './database-health.ts';
import { HealthController } from './health.controller.ts';

/** The health routes. */
@Module({
  imports: [TerminusModule.forRoot({ logger: false, errorLogStyle: 'json' }), ShutdownModule],
  controllers: [HealthController],
  providers: [DatabaseHealth],
})
export class HealthModule {}
