import { InvalidControl, isRecord, numberAt, stringAt, textsAt } from '../../control/control-body.ts';
import { NUISANCES, type NuisanceKind, type NuisanceSource } from './nuisance.ts';
import { NuisancePlan } from './nuisance-plan.ts';
import { NuisanceScript, type NuisanceEntry } from './nuisance-script.ts';

/**
 * Reads what makes a plugin difficult, from `--faults` or `PUT /_control/faults`.
 *
 * @param body `{script?: [{moment, fault, command?, nth?|every?, times?, delay_ms?}],
 *   plan?: {seed, rates, moments?, max_consecutive?, delay_ms?}}`
 * @returns the sources, the script before the plan
 * @throws InvalidControl naming what is wrong
 */
export function parseNuisances(body: unknown): readonly NuisanceSource[] {
  if (!isRecord(body)) throw new InvalidControl('faults must be an object');
  const sources: NuisanceSource[] = [];
  if (body['script'] !== undefined) {
    if (!Array.isArray(body['script'])) throw new InvalidControl('script must be a list');
    sources.push(new NuisanceScript(body['script'].map(parseEntry)));
  }
  if (body['plan'] !== undefined) sources.push(parsePlan(body['plan']));
  return sources;
}

function parseEntry(entry: unknown): NuisanceEntry {
  if (!isRecord(entry)) throw new InvalidControl('a script entry must be an object');
  const moment = stringAt(entry, 'moment');
  if (moment === undefined) throw new InvalidControl('a script entry needs a moment');
  const nth = numberAt(entry, 'nth');
  const every = numberAt(entry, 'every');
  if (nth !== undefined && every !== undefined) throw new InvalidControl('nth and every exclude each other');
  return {
    moment,
    fault: kindOf(entry['fault']),
    ...optional('command', stringAt(entry, 'command')),
    ...optional('nth', nth),
    ...optional('every', every),
    ...optional('times', numberAt(entry, 'times')),
    ...optional('delayMs', numberAt(entry, 'delay_ms')),
  };
}

function parsePlan(plan: unknown): NuisancePlan {
  if (!isRecord(plan) || !isRecord(plan['rates'])) throw new InvalidControl('a plan needs rates');
  const rates: Partial<Record<NuisanceKind, number>> = {};
  for (const [kind, rate] of Object.entries(plan['rates'])) {
    if (typeof rate !== 'number' || rate < 0 || rate > 1) throw new InvalidControl(`rate of ${kind}: 0 to 1`);
    rates[kindOf(kind)] = rate;
  }
  const total = Object.values(rates).reduce((sum, rate) => sum + rate, 0);
  if (total > 1) throw new InvalidControl('the rates add up to more than 1');
  const seed = plan['seed'];
  if (typeof seed !== 'string' && typeof seed !== 'number') throw new InvalidControl('a plan needs a seed');
  return new NuisancePlan({
    seed: String(seed),
    rates,
    ...optional('moments', textsAt(plan, 'moments')),
    ...optional('maxConsecutive', numberAt(plan, 'max_consecutive')),
    ...optional('delayMs', numberAt(plan, 'delay_ms')),
  });
}

function kindOf(value: unknown): NuisanceKind {
  const kind = NUISANCES.find((candidate) => candidate === value);
  if (kind === undefined) throw new InvalidControl(`no such fault: ${String(value)}`);
  return kind;
}

function optional<Key extends string, Value>(
  key: Key,
  value: Value | undefined,
): Partial<Record<Key, Value>> {
  return value === undefined ? {} : ({ [key]: value } as Record<Key, Value>);
}
