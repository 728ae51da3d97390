import { Injectable, applyDecorators } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { ActionCode, Marketplace } from '../../domain/vocabulary.ts';

/** Which catalogue row a handler serves. */
export interface HandlerKey {
  readonly marketplace: Marketplace;
  readonly action: ActionCode;
}

/** Metadata that the registry looks for on handlers. */
export const HandlerMetadata = DiscoveryService.createDecorator<HandlerKey>();

/** Metadata that the registry looks for on marketplace adapters. */
export const AdapterMetadata = DiscoveryService.createDecorator<Record<string, never>>();

/**
 * Marks a class as the handler of one action on one marketplace. Listing the class in its module's providers is all
 * it takes to be found.
 * @example
 * ```ts
 * @MarketplaceHandler({ marketplace: 'depot', action: 'publish' })
 * export class DepotPublishHandler extends DirectApiJobHandler { … }
 * ```
 * @param key the catalogue row it serves
 * @returns the class decorator
 */
export function MarketplaceHandler(key: HandlerKey): ClassDecorator {
  return applyDecorators(Injectable(), HandlerMetadata(key));
}

/**
 * Marks a class as the adapter of a marketplace.
 * @returns the class decorator
 */
export function Marketplace(): ClassDecorator {
  return applyDecorators(Injectable(), AdapterMetadata({}));
}
