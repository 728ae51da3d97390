import type { Type } from '@nestjs/common';

/** The marketplaces of this program: one line each. */
export const MARKETPLACES: readonly Type[] = [];
