import { Module } from '@nestjs/common';
import { BatchesModule } from '../batches/batches.module.ts';
import { JobsModule } from '../jobs/jobs.module.ts';
import { AccountPreconditions } from './account-preconditions.ts';
import { AccountSelection } from './account-selection.ts';
import { AccountVerification } from './account-verification.ts';
import { ActionTypes } from './action-types.ts';
import { BatchIntakeController } from './batch-intake.controller.ts';
import { BatchIntake } from './batch-intake.ts';
import { BatchRequests } from './batch-requests.ts';
import { CatalogueController } from './catalogue.controller.ts';
import { ConsentAddress } from './consents/consent-address.ts';
import { ConsentAnswers } from './consents/consent-answers.ts';
import { ConsentCallbackController } from './consents/consent-callback.controller.ts';
import { ConsentRows } from './consents/consent-rows.ts';
import { ConsentedAccount } from './consents/consented-account.ts';
import { ConsentsController } from './consents/consents.controller.ts';
import { Consents } from './consents/consents.ts';
import { DisconnectionController } from './disconnection/disconnection.controller.ts';
import { Disconnection } from './disconnection/disconnection.ts';
import { JobIntakeController } from './job-intake.controller.ts';
import { JobIntake } from './job-intake.ts';
import { JobRequests } from './job-requests.ts';
import { Preflight } from './preflight.ts';
import { ProductSelection } from './product-selection.ts';
import { QueueEntrance } from './queue-entrance.ts';
import { Readiness } from './readiness.ts';
import { Replay } from './replay.ts';
import { StoredChecklists } from './stored-checklists.ts';

/** Where wishes become jobs: what needs the handlers' knowledge before anything runs. */
@Module({
  imports: [JobsModule, BatchesModule],
  controllers: [
    JobIntakeController,
    BatchIntakeController,
    CatalogueController,
    ConsentsController,
    ConsentCallbackController,
    DisconnectionController,
  ],
  providers: [
    AccountPreconditions,
    AccountSelection,
    AccountVerification,
    ActionTypes,
    BatchIntake,
    BatchRequests,
    ConsentAddress,
    ConsentAnswers,
    ConsentedAccount,
    ConsentRows,
    Consents,
    Disconnection,
    JobIntake,
    JobRequests,
    Preflight,
    ProductSelection,
    QueueEntrance,
    Readiness,
    Replay,
    StoredChecklists,
  ],
})
export class IntakeModule {}
