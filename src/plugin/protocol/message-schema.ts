import { plainToInstance } from 'class-transformer';
import { getMetadataStorage } from 'class-validator';
import { MOMENT } from './moment.ts';

/** A JSON schema, as far as messages need it. */
export type Schema = Readonly<Record<string, unknown>>;
type Rule = (constraints: readonly unknown[]) => Schema;

/** What each rule of class-validator means in JSON schema; a rule that is not named here is a mistake. */
const RULES: Readonly<Record<string, Rule>> = {
  isString: () => ({ type: 'string' }),
  isInt: () => ({ type: 'integer' }),
  isBoolean: () => ({ type: 'boolean' }),
  isObject: () => ({ type: 'object' }),
  isArray: () => ({ type: 'array' }),
  isUuid: () => ({ type: 'string', format: 'uuid' }),
  isDateString: () => ({ type: 'string', format: 'date-time', pattern: MOMENT.source }),
  isIn: ([values]) => ({ type: 'string', enum: values }),
  isLength: ([minLength, maxLength]) => ({ minLength, maxLength }),
  maxLength: ([maxLength]) => ({ maxLength }),
  min: ([minimum]) => ({ minimum }),
  max: ([maximum]) => ({ maximum }),
  matches: ([pattern]) => ({ pattern: (pattern as RegExp).source }),
  arrayMaxSize: ([maxItems]) => ({ maxItems }),
};

/** The schema of a message's class, and of the classes in it. */
export class MessageSchemas {
  /** Schemas by the name of their class. */
  readonly byName: Record<string, Schema> = {};

  /**
   * Describes a class by the rules that its instances are checked with.
   * @param type the class
   * @param more what its rules cannot say
   * @returns a reference to its schema
   */
  of(type: new () => object, more: Schema = {}): Schema {
    this.byName[type.name] ??= this.describe(type, more);
    return { $ref: `#/components/schemas/${type.name}` };
  }

  private describe(type: new () => object, more: Schema): Schema {
    const rules = getMetadataStorage().getTargetValidationMetadatas(type, '', false, false);
    const required: string[] = [];
    const properties: Record<string, Schema> = {};
    for (const [name, own] of Map.groupBy(rules, ({ propertyName }) => propertyName)) {
      const conditions = own.filter((rule) => rule.type === 'conditionalValidation');
      let whole: Schema = {};
      let items: Schema = {};
      for (const rule of own) {
        if (conditions.includes(rule)) continue;
        const schema =
          rule.type === 'nestedValidation'
            ? this.of(nested(type, name, rule.each))
            : ruleOf(rule.name)(rule.constraints ?? []);
        if (rule.each) items = { ...items, ...schema };
        else whole = { ...whole, ...schema };
      }
      if ('$ref' in items) items = { $ref: items['$ref'] };
      if ('$ref' in whole) whole = { $ref: whole['$ref'] };
      if (Object.keys(items).length > 0) whole = { ...whole, items };
      properties[name] = conditions.some((rule) => rule.name === 'isOptional') ? orNull(whole) : whole;
      if (conditions.length === 0) required.push(name);
    }
    return { type: 'object', properties, required: required.sort(), ...more };
  }
}

function ruleOf(name: string | undefined): Rule {
  const rule = RULES[name ?? ''];
  if (rule === undefined) throw new Error(`no schema is known for the rule ${name ?? 'without a name'}`);
  return rule;
}

/** What is optional may be absent, and null counts as absent. */
function orNull(schema: Schema): Schema {
  return '$ref' in schema
    ? { anyOf: [schema, { type: 'null' }] }
    : { ...schema, type: [schema['type'], 'null'] };
}

function nested(type: new () => object, name: string, each: boolean): new () => object {
  const instance = plainToInstance(type, { [name]: each ? [{}] : {} }) as Record<string, unknown>;
  const value = each ? (instance[name] as readonly unknown[])[0] : instance[name];
  return (value as object).constructor as new () => object;
}
