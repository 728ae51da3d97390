import type { HandlerDescription } from '../../handlers/registry/handler-descriptions.ts';
import { descriptionConfig } from '../description-config.ts';
import { parseOptions } from '../parse-options.ts';
import type { Command } from '../program.ts';
import { typicalProduct } from '../typical-product.ts';

/** Prints what every handler does, step by step. */
export const handlers: Command = {
  name: 'handlers',
  usage: '[--json]',
  summary:
    'Lists every handler with its steps, as it plans them for a typical product with two pictures; needs no database.',
  async run(program, args) {
    const { values } = parseOptions(args, { json: { type: 'boolean', default: false } });
    const all = await program.describeHandlers(descriptionConfig(program.env), typicalProduct());
    program.print(values.json ? JSON.stringify(all.map(asJson), null, 2) : all.map(asText).join('\n\n'));
    return 0;
  },
};

function asJson(handler: HandlerDescription): Record<string, unknown> {
  const { marketplace, action, planVersion, supported, reason, steps } = handler;
  return {
    marketplace,
    action,
    plan_version: planVersion,
    supported,
    reason,
    tasks: steps.map(({ step, taskType, effect, description, appended }) => ({
      step,
      task_type: taskType,
      effect_class: effect,
      description,
      appended,
    })),
  };
}

function asText({ marketplace, action, planVersion, supported, reason, steps }: HandlerDescription): string {
  const title = `${marketplace} ${action}`;
  if (!supported) return `${title}: not supported. ${reason ?? ''}`.trimEnd();
  const width = Math.max(0, ...steps.map(({ step }) => step.length + 1));
  const lines = steps.map(({ step, taskType, effect, description, appended }) =>
    [
      ` ${appended ? '+' : ' '}${step.padEnd(width)}`,
      taskType.padEnd(14),
      effect.padEnd(10),
      description,
    ].join(' '),
  );
  return [
    `${title} (plan ${planVersion}; + is appended while it runs)`,
    ...(reason === null ? [] : [`  ${reason}`]),
    ...lines,
  ].join('\n');
}
