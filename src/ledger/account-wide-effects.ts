import { Injectable } from '@nestjs/common';
import { ImportWriter } from './import-writer.ts';
import { SeenListings } from './seen-listings.ts';

/** Writers of what only actions on whole accounts find. */
@Injectable()
export class AccountWideEffects {
  constructor(
    readonly seen: SeenListings,
    readonly imports: ImportWriter,
  ) {}
}
