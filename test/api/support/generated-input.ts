import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import type { Operation } from '../../../src/shared/operation.ts';
import { DOCUMENT } from './contract.ts';

/** What the OpenAPI document says of a value, as far as input is made of it. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly $ref?: string;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly examples?: readonly unknown[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
}

interface Documented {
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly parameters?: readonly {
    readonly in: string;
    readonly name: string;
    readonly required?: boolean;
    readonly schema: Schema;
  }[];
}

const documentedAs = ({ path, method }: Operation): Documented =>
  (DOCUMENT.paths[path.replaceAll(/:(\w+)/g, '{$1}')]?.[method] ?? {}) as Documented;

const components = (DOCUMENT as unknown as { components: { schemas?: Record<string, Schema> } }).components.schemas;

const resolved = (schema: Schema): Schema =>
  schema.$ref === undefined ? schema : (components?.[schema.$ref.split('/').at(-1) ?? ''] ?? {});

/** The JSON body that an operation takes, if it takes one. */
export const bodySchemaOf = (operation: Operation): Schema | null => {
  const schema = documentedAs(operation).requestBody?.content['application/json']?.schema;
  return schema ? resolved(schema) : null;
};

/** The query that an operation takes, as a schema of an object of texts. */
export function querySchemaOf(operation: Operation): Schema {
  const parameters = (documentedAs(operation).parameters ?? []).filter((parameter) => parameter.in === 'query');
  return {
    type: 'object',
    properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, schema])),
    required: parameters.filter(({ required }) => required).map(({ name }) => name),
  };
}

let count = 0;
const unique = fc.constant(null).map(() => (count += 1));
const email = unique.map((number) => `guest.${number}@example.com`);

const MOMENTS = { min: new Date('2026-07-15T00:00:00Z'), max: new Date('2030-12-31T00:00:00Z'), noInvalidDate: true };
const FORMATS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  email,
  date: fc.date(MOMENTS).map((day) => day.toISOString().slice(0, 10)),
  'date-time': fc.date(MOMENTS).map((moment) => moment.toISOString()),
  uri: fc.constant('https://tickets.example.com'),
};

/** A text as a person writes one, in any script. */
const words = (least: number, most: number): fc.Arbitrary<string> =>
  fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
    .map((text) => `${text.replaceAll(/[\p{Cc}\p{Cs}\p{Co}\p{Cn}]/gu, '')} ${'x'.repeat(least)}`.trim() || 'x')
    .filter((text) => text.length >= least && text.length <= most);

function textLike(schema: Schema, name: string): fc.Arbitrary<unknown> {
  const { examples = [], format = '', pattern, minLength = 0, maxLength = 1000 } = schema;
  const formed = /email$/i.test(name) ? email : FORMATS[format];
  if (formed) return formed;
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern));
  return examples.length > 0 ? fc.constantFrom(...examples) : words(minLength, maxLength);
}

/** What the document says this may be. Not all of it will do: an id must be somebody's, an end lies after its beginning. */
export function validLike(given: Schema, name = ''): fc.Arbitrary<unknown> {
  const schema = resolved(given);
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  // Money is a number or a text, and so has its examples beside them.
  if (schema.examples?.includes('25.00')) return fc.constantFrom(25, 12.5, '25.00', '0.50');
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return fc.oneof(...choices.map((choice) => validLike(choice, name)));
  if (typeof schema.type === 'object')
    return fc.oneof(...schema.type.map((type) => validLike({ ...schema, type }, name)));
  switch (schema.type) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'integer':
    case 'number': {
      const min = schema.minimum ?? 0;
      return fc.integer({ min, max: Math.min(schema.maximum ?? min + 50, min + 50) });
    }
    case 'array': {
      const minLength = schema.minItems ?? 0;
      const maxLength = Math.max(minLength, Math.min(3, schema.maxItems ?? 3));
      return fc.array(validLike(schema.items ?? {}, name), { minLength, maxLength });
    }
    case 'object': {
      const keys = Object.entries(schema.properties ?? {}).map(([key, part]) => [key, validLike(part, key)] as const);
      return fc.record(Object.fromEntries(keys), { requiredKeys: [...(schema.required ?? [])] });
    }
    default:
      return textLike(schema, name);
  }
}

// The patterns say what a format means; the contract's own idea of a date-time is about answers.
const ajv = new Ajv2020({ strict: false, validateFormats: false });
ajv.addSchema({ $id: 'input', components: { schemas: components } });

const absolute = (schema: Schema): Schema =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"input#/components/')) as Schema;

/** What the document says this may not be. */
export function invalidLike(schema: Schema, among: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const takes = ajv.compile(absolute(schema));
  return among.filter((value) => !takes(value));
}
