import { Module } from '@nestjs/common';
import { AdminDeadLettersController } from './admin-dead-letters.controller.ts';
import { AllDeadLetters } from './all-dead-letters.ts';
import { BulkCancelController } from './bulk-cancel.controller.ts';
import { DeadLetterReader } from './dead-letter-reader.ts';
import { DeadLettersController } from './dead-letters.controller.ts';
import { DeadLetters } from './dead-letters.service.ts';
import { JobSelections } from './job-selections.ts';

/** What ended without success, and how many jobs are steered at once. */
@Module({
  controllers: [DeadLettersController, BulkCancelController, AdminDeadLettersController],
  providers: [AllDeadLetters, DeadLetterReader, DeadLetters, JobSelections],
})
export class DeadLettersModule {}
