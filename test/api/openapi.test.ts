import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, test } from 'vitest';
import { CONTRACT } from '../../src/shared/contract.ts';
import type { Exchange } from '../support/client.ts';
import { DOCUMENT, witness, type OpenApiDocument } from './support/contract.ts';
import { useOffice } from './support/office.ts';

const office = useOffice();

/** Every operation with its role. */
const idsOf = ({ paths }: OpenApiDocument): string[] =>
  Object.values(paths)
    .flatMap((methods) => Object.values(methods).map((operation) => `${operation.operationId} ${operation['x-role']}`))
    .sort();

/** A copy: the validator writes into what it is given. */
const specification = () => ({ ...structuredClone(DOCUMENT) });

describe('the OpenAPI document', () => {
  test('is what this server serves, to anybody', async () => {
    const answer = await office.api('GET', '/api/openapi.json', { token: null });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
    expect(idsOf(answer.body as unknown as OpenApiDocument)).toEqual(idsOf(DOCUMENT));
    expect(answer.body).toEqual(JSON.parse(JSON.stringify(DOCUMENT)));
  });

  test('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    expect(await validator.validate(specification())).toEqual({ valid: true });
    expect(validator.version).toBe('3.1');
    expect(validator.resolveRefs()).toBeTruthy();
  });

  test('its check refuses a document that is not', async () => {
    const broken = {
      ...structuredClone(DOCUMENT),
      paths: { '/api/health': { get: { responses: { 200: { content: 7 } } } } },
    };
    expect(await new Validator().validate(broken)).toMatchObject({ valid: false });
  });

  test('names every operation of the contract once, with its role', () => {
    expect(idsOf(DOCUMENT)).toEqual(CONTRACT.map(({ id, access }) => `${id} ${access}`).sort());
  });

  test('names every route of the reference', () => {
    for (const [method, path] of REFERENCE) expect(DOCUMENT.paths[path]?.[method], `${method} ${path}`).toBeDefined();
  });
});

/** The reference's routes; its listing lost the methods, API.md has them. */
const REFERENCE = [
  ['post', '/api/auth/signup'],
  ['post', '/api/auth/login'],
  ['get', '/api/auth/me'],
  ['get', '/api/admin/events'],
  ['post', '/api/admin/events'],
  ['get', '/api/admin/events/{id}'],
  ['put', '/api/admin/events/{id}'],
  ['patch', '/api/admin/events/{id}'],
  ['delete', '/api/admin/events/{id}'],
  ['get', '/api/admin/events/{id}/live'],
  ['get', '/api/admin/orders'],
  ['get', '/api/admin/orders/{id}'],
  ['post', '/api/admin/orders/{id}/refund'],
  ['post', '/api/scan'],
  ['post', '/api/checkout'],
] as const;

describe('the witness of these tests', () => {
  const limits = { 'x-ratelimit-limit': '1', 'x-ratelimit-remaining': '1', 'x-ratelimit-reset': '1' };
  const health = { status: 'ok', version: '1', database: 'ok' };
  const exchange = (changes: Partial<Exchange> & { headers?: Headers } = {}): Exchange => {
    const body = changes.body ?? health;
    return {
      method: 'GET',
      path: '/api/health',
      status: 200,
      headers: new Headers({ 'content-type': 'application/json; charset=utf-8', ...limits }),
      text: JSON.stringify(body),
      ...changes,
      body,
    };
  };
  const refusal = { error: 'There is nothing here.', code: 'not_found' };

  test('lets an answer as promised pass', () => {
    expect(() => witness(exchange())).not.toThrow();
    expect(() => witness(exchange({ path: '/api/nothing', status: 404, body: refusal }))).not.toThrow();
  });

  test.each([
    ['a key too many', 'additional properties', { body: { ...health, extra: 1 } }],
    ['a key too few', 'required property', { body: { status: 'ok', version: '1' } }],
    ['another type', 'must be string', { body: { ...health, version: 1 } }],
    [
      'a status that is not documented',
      'the document does not name',
      { status: 409, body: { ...refusal, code: 'sold_out' } },
    ],
    ['another media type', 'text/plain, which', { headers: new Headers({ 'content-type': 'text/plain', ...limits }) }],
    ['no rate limit', 'no x-ratelimit-limit', { headers: new Headers({ 'content-type': 'application/json' }) }],
    [
      'a server error',
      'a server error',
      { status: 500, body: { error: 'Something went wrong here.', code: 'internal' } },
    ],
    [
      'an error without a sentence',
      'without a sentence',
      { path: '/api/nothing', status: 404, body: { code: 'not_found' } },
    ],
    ['an unknown code', 'unknown code', { path: '/api/nothing', status: 404, body: { error: 'x', code: 'lost' } }],
    [
      'a code of another status',
      'do not fit',
      { path: '/api/nothing', status: 404, body: { error: 'x', code: 'sold_out' } },
    ],
    [
      'fields outside of a 400',
      'fields outside',
      { path: '/api/nothing', status: 404, body: { ...refusal, fields: {} } },
    ],
    [
      'a stack',
      'must not',
      { path: '/api/nothing', status: 404, body: { ...refusal, error: 'Error\n    at Object.run (app.ts:7:1)' } },
    ],
    ['SQL', 'must not', { path: '/api/nothing', status: 404, body: { ...refusal, error: 'SELECT id FROM users' } }],
    [
      'a path of the machine',
      'must not',
      { path: '/api/nothing', status: 404, body: { ...refusal, error: 'no /home/box/ledger.db' } },
    ],
  ])('refuses %s', (_, problem, changes) => {
    expect(() => witness(exchange(changes))).toThrow(problem);
  });
});
