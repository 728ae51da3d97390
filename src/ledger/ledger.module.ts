import { Global, Module } from '@nestjs/common';
import { ActionCatalogue } from './action-catalogue.ts';
import { AnsweredRequests } from './answered-requests.ts';
import { BatchProgress } from './batch-progress.ts';
import { BatchRecount } from './batch-recount.ts';
import { BatchRows } from './batch-rows.ts';
import { BatchWishes } from './batch-wishes.ts';
import { BulkRequestRows } from './bulk-request-rows.ts';
import { BulkSteering } from './bulk-steering.ts';
import { BulkWishes } from './bulk-wishes.ts';
import { AccountWideEffects } from './account-wide-effects.ts';
import { EffectWriter } from './effect-writer.ts';
import { EndedJobs } from './ended-jobs.ts';
import { Endings } from './endings.ts';
import { Expire } from './expire.ts';
import { JobCreation } from './job-creation.ts';
import { Journal } from './journal.ts';
import { LostWorker } from './lost-worker.ts';
import { MissingPointers } from './missing-pointers.ts';
import { PlanStore } from './plan-store.ts';
import { Retry } from './retry.ts';
import { SettlementReader } from './settlement.ts';
import { Start } from './start.ts';
import { UnresolvedJobs } from './unresolved-jobs.ts';
import { Wishes } from './wishes.ts';
import { ImportWriter } from './import-writer.ts';
import { PendingActionRows } from './pending-action-rows.ts';
import { Delisting } from './sales/delisting.ts';
import { OrderRows } from './sales/order-rows.ts';
import { OrderWriter } from './sales/order-writer.ts';
import { PlaceJobs } from './sales/place-jobs.ts';
import { SaleRecorder } from './sales/sale-recorder.ts';
import { SoldListings } from './sales/sold-listings.ts';
import { SoldThings } from './sales/sold-things.ts';
import { StockHolds } from './sales/stock-holds.ts';
import { SeenListings } from './seen-listings.ts';
import { WaitingJobs } from './waiting-jobs.ts';

const PARTS = [
  AccountWideEffects,
  Delisting,
  ImportWriter,
  OrderRows,
  OrderWriter,
  PendingActionRows,
  PlaceJobs,
  SaleRecorder,
  SeenListings,
  SoldListings,
  SoldThings,
  StockHolds,
  WaitingJobs,
  ActionCatalogue,
  AnsweredRequests,
  BatchProgress,
  BatchRecount,
  BatchRows,
  BatchWishes,
  BulkRequestRows,
  BulkSteering,
  BulkWishes,
  EffectWriter,
  EndedJobs,
  Endings,
  Expire,
  JobCreation,
  Journal,
  LostWorker,
  MissingPointers,
  PlanStore,
  Retry,
  SettlementReader,
  Start,
  UnresolvedJobs,
  Wishes,
];

/** The three levels as they are stored, and every statement that changes their state. */
@Global()
@Module({ providers: PARTS, exports: PARTS })
export class LedgerModule {}
