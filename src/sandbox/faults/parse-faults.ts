import { isRecord, InvalidControl, numberAt, stringAt, textsAt } from '../control/control-body.ts';
import { FAULT_KINDS, type FaultKind, type FaultSource } from './fault.ts';
import { FaultScript, type FaultScriptEntry } from './fault-script.ts';
import { SeededFaultPlan } from './seeded-fault-plan.ts';

/**
 * Reads the body of `PUT /_control/faults`.
 *
 * @param body `{script?: [{operation, fault, resource?, nth?|every?, times?, retry_after?, error_id?, delay_ms?}],
 *   plan?: {seed, rates, operations?, max_consecutive?, retry_after?, error_id?, delay_ms?}}`
 * @returns the sources, the script before the plan
 * @throws InvalidControl naming what is wrong
 */
export function parseFaults(body: unknown): readonly FaultSource[] {
  if (!isRecord(body)) throw new InvalidControl('faults must be an object');
  const sources: FaultSource[] = [];
  if (body['script'] !== undefined) {
    if (!Array.isArray(body['script'])) throw new InvalidControl('script must be a list');
    sources.push(new FaultScript(body['script'].map(parseEntry)));
  }
  if (body['plan'] !== undefined) sources.push(parsePlan(body['plan']));
  return sources;
}

function parseEntry(entry: unknown): FaultScriptEntry {
  if (!isRecord(entry)) throw new InvalidControl('a script entry must be an object');
  const operation = stringAt(entry, 'operation');
  if (operation === undefined) throw new InvalidControl('a script entry needs an operation');
  const nth = numberAt(entry, 'nth');
  const every = numberAt(entry, 'every');
  if (nth !== undefined && every !== undefined) throw new InvalidControl('nth and every exclude each other');
  return {
    operation,
    fault: kindOf(entry['fault']),
    ...optional('resource', stringAt(entry, 'resource')),
    ...optional('nth', nth),
    ...optional('every', every),
    ...optional('times', numberAt(entry, 'times')),
    ...optional('retryAfterSeconds', numberAt(entry, 'retry_after')),
    ...optional('errorId', numberAt(entry, 'error_id')),
    ...optional('delayMs', numberAt(entry, 'delay_ms')),
  };
}

function parsePlan(plan: unknown): SeededFaultPlan {
  if (!isRecord(plan) || !isRecord(plan['rates'])) throw new InvalidControl('a plan needs rates');
  const rates: Partial<Record<FaultKind, number>> = {};
  for (const [kind, rate] of Object.entries(plan['rates'])) {
    if (typeof rate !== 'number' || rate < 0 || rate > 1) throw new InvalidControl(`rate of ${kind}: 0 to 1`);
    rates[kindOf(kind)] = rate;
  }
  const total = Object.values(rates).reduce((sum, rate) => sum + rate, 0);
  if (total > 1) throw new InvalidControl('the rates add up to more than 1');
  return new SeededFaultPlan({
    seed: seedOf(plan['seed']),
    rates,
    ...optional('operations', textsAt(plan, 'operations')),
    ...optional('maxConsecutive', numberAt(plan, 'max_consecutive')),
    ...optional('retryAfterSeconds', numberAt(plan, 'retry_after')),
    ...optional('errorId', numberAt(plan, 'error_id')),
    ...optional('delayMs', numberAt(plan, 'delay_ms')),
  });
}

function kindOf(value: unknown): FaultKind {
  const kind = FAULT_KINDS.find((known) => known === value);
  if (kind === undefined) throw new InvalidControl(`no such fault: ${String(value)}`);
  return kind;
}

function optional<Key extends string, Value>(key: Key, value: Value | undefined): { [K in Key]?: Value } {
  return value === undefined ? {} : ({ [key]: value } as { [K in Key]?: Value });
}

function seedOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : '';
}
