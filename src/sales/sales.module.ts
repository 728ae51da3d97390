import { Module } from '@nestjs/common';
import { Consequences } from './decisions/consequences.ts';
import { Decisions } from './decisions/decisions.ts';
import { FoundListings } from './decisions/found-listings.ts';
import { ListingDecisions } from './decisions/listing-decisions.ts';
import { SingleJobs } from './decisions/single-jobs.ts';
import { OrdersController } from './orders.controller.ts';
import { OrdersService } from './orders.service.ts';
import { PendingActionsController } from './pending-actions.controller.ts';
import { PendingActionsService } from './pending-actions.service.ts';
import { SellingPolicyController } from './selling-policy.controller.ts';
import { SellingPolicyService } from './selling-policy.service.ts';
import { SoldProducts } from './sold-products.ts';

/** Sales, what follows from them, and what a person decides. What a sale does is the ledger's. */
@Module({
  controllers: [OrdersController, PendingActionsController, SellingPolicyController],
  providers: [
    OrdersService,
    SoldProducts,
    PendingActionsService,
    Decisions,
    Consequences,
    ListingDecisions,
    FoundListings,
    SingleJobs,
    SellingPolicyService,
  ],
})
export class SalesModule {}
