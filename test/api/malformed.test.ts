import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { buildEvent, eventBody } from '../support/build-event.ts';
import { expectFields } from './support/answers.ts';
import { useOffice } from './support/office.ts';
import { exchange, request, type RawAnswer } from './support/raw-http.ts';

const office = useOffice();
const MIB = 1024 * 1024;

/** Sends bytes as a body of /api/admin/venues, with whatever headers. */
async function post(
  body: string | Buffer,
  headers: readonly string[] = ['Content-Type: application/json'],
  path = '/api/admin/venues',
) {
  const { port } = office.boxOffice;
  const fixed = [`Host: 127.0.0.1:${port}`, `Authorization: Bearer ${office.owner}`, ...headers];
  const hasLength = headers.some((header) => /^(content-length|transfer-encoding)/i.test(header));
  const length = hasLength ? [] : [`Content-Length: ${Buffer.byteLength(body)}`];
  return shown(await request(port, `POST ${path}`, [...fixed, ...length], body));
}

const get = async (target: string, headers: readonly string[] = [], method = 'GET') => {
  const { port } = office.boxOffice;
  const authorization = `Authorization: Bearer ${office.owner}`;
  return shown(await request(port, `${method} ${target}`, [`Host: 127.0.0.1:${port}`, authorization, ...headers]));
};

function shown(answer: RawAnswer | null) {
  const isJson = answer?.headers.get('content-type')?.startsWith('application/json') === true && answer.text !== '';
  const body = isJson ? (JSON.parse(answer.text) as Record<string, unknown>) : {};
  return { status: answer?.status, body, headers: answer?.headers ?? new Headers(), text: answer?.text ?? '' };
}

const venueCount = async () => Number((await office.api('GET', '/api/admin/venues')).headers.get('x-total-count'));

describe('what is not JSON', () => {
  test.each([
    ['Content-Type: text/plain'],
    ['Content-Type: text/json'],
    ['Content-Type: application/x-www-form-urlencoded'],
    ['Content-Type: multipart/form-data; boundary=x'],
    ['Content-Type: application/vnd.api+json'],
    ['Content-Type: application/json; charset=utf-16'],
    ['Content-Type: application/json; charset=latin1'],
    ['Content-Type: application/json;charset="utf-7"'],
    ['Content-Type: text/csv'],
    ['Content-Type: */*'],
    ['Content-Type: json'],
    ['X-No-Type: at-all'],
  ])('%s is 415', async (header) => {
    expect(await post('{"name":"X"}', [header])).toMatchObject({ status: 415, body: { code: 'not_json' } });
  });

  test.each([
    'application/json',
    'application/json; charset=utf-8',
    'APPLICATION/JSON;CHARSET=UTF-8',
    'application/json ; x=y',
  ])('%s is JSON', async (type) => {
    expect((await post('{"name":"X"}', [`Content-Type: ${type}`])).status).toBe(201);
  });

  test.each(['gzip', 'deflate', 'br', 'zstd', 'identity, gzip', 'x'])(
    'compressed by %s is 415, never unpacked',
    async (encoding) => {
      const bomb = gzipSync(Buffer.alloc(50 * MIB, ' '));
      expect(bomb.length).toBeLessThan(MIB / 8);
      const headers = ['Content-Type: application/json', `Content-Encoding: ${encoding}`];
      expect(await post(bomb, headers)).toMatchObject({ status: 415, body: { code: 'not_json' } });
    },
  );
});

describe('what is not a JSON value that this call takes', () => {
  test.each([
    ['{'],
    ['{"name":"X"'],
    ['{"name":"X"}}'],
    ["{'name':'X'}"],
    ['{"name":NaN}'],
    ['{"name":undefined}'],
    ['{"name":"X",}'],
    ['{"name":01}'],
    ['{"name":"tab\tinside"}'],
    ['{"name":"\\x41"}'],
    ['name=X'],
    ['<name>X</name>'],
    ['"just a string"'],
    ['7'],
    ['null'],
    ['true'],
    ['\u0000'],
    [' '],
  ])('%j is 400', async (body) => {
    const before = await venueCount();
    const answer = await post(body);
    expect(answer, answer.text).toMatchObject({ status: 400 });
    expect(['invalid_json', 'invalid_request']).toContain(answer.body['code']);
    expect(await venueCount()).toBe(before);
  });

  test('a byte order mark is passed over', async () => {
    expect((await post('\ufeff{"name":"X"}')).status).toBe(201);
  });

  test('an array is 400', async () => {
    expect((await post('[]')).status).toBe(400);
    expect((await post('[{"name":"X"}]')).status).toBe(400);
  });

  test('no body at all names what is missing', async () => {
    expect(await post('')).toMatchObject({ status: 400, body: { code: 'invalid_request', fields: {} } });
    expect((await get('/api/admin/venues', [], 'POST')).status).toBe(400);
  });

  test.each([
    ['a lone byte of UTF-8', Buffer.from([0xff])],
    ['half a character', Buffer.from([0xc3])],
    ['an overlong slash', Buffer.from([0xc0, 0xaf])],
    ['a surrogate in UTF-8', Buffer.from([0xed, 0xa0, 0x80])],
    ['Latin-1', Buffer.from('Núñez', 'latin1')],
  ])('%s is 400, not a guess', async (_, bytes) => {
    const body = Buffer.concat([Buffer.from('{"name":"'), bytes, Buffer.from('"}')]);
    expect(await post(body)).toMatchObject({ status: 400, body: { code: 'invalid_json' } });
  });

  test.each([
    ['a NUL', '\\u0000'],
    ['an escape', '\\u001b[31m'],
    ['a newline', 'two\\nlines'],
    ['half a surrogate', '\\ud83c'],
    ['surrogates in the wrong order', '\\udf9f\\ud83c'],
    ['a delete', '\\u007f'],
  ])('%s in a name is 400', async (_, escaped) => {
    const answer = await post(`{"name":"A${escaped}B"}`);
    expect(answer).toMatchObject({ status: 400, body: { fields: { name: expect.any(String) } } });
  });

  test('any other letters come back as they went in', async () => {
    for (const name of [
      'Ñandú & "Søn" <b>',
      '夏祭り 🎟️',
      "Robert'); DROP TABLE venues;--",
      '%00 %s ${x} {{7*7}}',
      'עִבְרִית',
      '‮flipped',
    ]) {
      const { body } = await office.api<{ id: string; name: string }>('POST', '/api/admin/venues', { body: { name } });
      expect(body.name).toBe(name);
      expect((await office.api('GET', `/api/admin/venues/${body.id}`)).body).toMatchObject({ name });
    }
  });
});

describe('what is too much', () => {
  const padded = (bytes: number) => {
    const start = '{"name":"X","pad":"';
    return `${start}${'p'.repeat(bytes - start.length - 2)}"}`;
  };

  test('1 MiB is read, one byte more is 413', async () => {
    expect((await post(padded(MIB))).status).toBe(201);
    expect(await post(padded(MIB + 1))).toMatchObject({ status: 413, body: { code: 'body_too_large' } });
  });

  test('also where the length is not told before', async () => {
    const chunk = 'p'.repeat(64 * 1024);
    const chunks = Array.from({ length: 17 }, () => `${chunk.length.toString(16)}\r\n${chunk}\r\n`);
    const headers = ['Content-Type: application/json', 'Transfer-Encoding: chunked'];
    expect(await post(`${chunks.join('')}0\r\n\r\n`, headers)).toMatchObject({
      status: 413,
      body: { code: 'body_too_large' },
    });
  });

  test('a length that promises a gigabyte is 413 at once', async () => {
    const headers = ['Content-Type: application/json', 'Content-Length: 1073741824'];
    expect(await post('{', headers)).toMatchObject({ status: 413 });
  });

  test.each([
    ['arrays', '[', ']'],
    ['objects', '{"a":', '}'],
  ])('%s a hundred thousand deep are 400', async (_, open, close) => {
    const deep = `${open.repeat(100_000)}1${close.repeat(100_000)}`;
    expect(await post(`{"name":"X","deep":${deep}}`)).toMatchObject({ status: 400, body: { code: 'invalid_json' } });
  });

  test('a hundred thousand entries side by side are answered', async () => {
    const wide = JSON.stringify({ name: 'X', wide: Array.from({ length: 100_000 }, () => []) });
    expect((await post(wide)).status).toBe(201);
    const tiers = JSON.stringify({ ...eventBody(), tiers: Array.from({ length: 50_000 }, () => 0) });
    expect((await post(tiers, undefined, '/api/admin/events')).status).toBe(400);
  });

  test('headers beyond 16 KiB are 431', async () => {
    const answer = await get('/api/health', [`X-Flood: ${'x'.repeat(20_000)}`]);
    expect(answer).toMatchObject({ status: 431, body: { code: 'headers_too_large' } });
    const many = await get(
      '/api/health',
      Array.from({ length: 3_000 }, (_, index) => `X-${index}: 1`),
    );
    expect(many.status).toBe(431);
  });

  test('a target beyond that too', async () => {
    expect((await get(`/api/health?${'x'.repeat(20_000)}`)).status).toBe(431);
  });

  test('a thousand query parameters are answered', async () => {
    const query = Array.from({ length: 1_000 }, (_, index) => `p${index}=1`).join('&');
    expect((await get(`/api/admin/orders?${query}`)).status).toBe(200);
  });
});

describe('what never became a request', () => {
  test.each([
    ['no HTTP', 'hello\r\n\r\n', 400, 'invalid_request'],
    ['a header without a name', 'GET / HTTP/1.1\r\n: x\r\n\r\n', 400, 'invalid_request'],
    ['headers too large', `GET / HTTP/1.1\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431, 'headers_too_large'],
  ])('%s is answered with the headers of every answer', async (_, bytes, status, code) => {
    const answer = shown(await exchange(office.boxOffice.port, bytes));
    expect(answer).toMatchObject({ status, body: { code } });
    const usual = await office.api('GET', '/api/health', { token: null });
    const names = [...usual.headers.keys()].filter((name) => name !== 'keep-alive' && name !== 'cache-control');
    expect([...answer.headers.keys()]).toEqual(expect.arrayContaining(names));
    expect(answer.headers.get('connection')).toBe('close');
    expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    for (const name of ['limit', 'remaining', 'reset'])
      expect(answer.headers.get(`x-ratelimit-${name}`), name).toMatch(/^\d+$/);
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'self'");
  });
});

describe('numbers at their ends', () => {
  test.each(['1e400', '-1e400', '1e308', '9007199254740993', '-0.5', '1e-400', '0.1e1000000'])(
    '%s places are 400',
    async (number) => {
      const body = JSON.stringify(eventBody()).replace('"totalCapacity":200', `"totalCapacity":${number}`);
      const answer = await post(body, undefined, '/api/admin/events');
      expect(answer).toMatchObject({ status: 400, body: { fields: { totalCapacity: expect.any(String) } } });
    },
  );

  test.each(['1e400', '1e21', '99999999999999999999', '-1', '1e-9'])('a price of %s is 400', async (number) => {
    const body = JSON.stringify(eventBody({ tiers: [{ name: 'A', price: 4711, quantity: 1 }] })).replace(
      '4711',
      number,
    );
    expect((await post(body, undefined, '/api/admin/events')).status).toBe(400);
  });
});

describe('keys that mean something to JavaScript', () => {
  test('do nothing', async () => {
    for (const key of ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty']) {
      const answer = await post(`{"name":"X","${key}":{"isDefault":true,"name":"polluted","polluted":1}}`);
      expect(answer.status, key).toBe(201);
      expect(answer.body['name']).toBe('X');
    }
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    const nested = `{"name":"X","a":{"__proto__":{"b":{"constructor":{"prototype":{"polluted":1}}}}}}`;
    expect((await post(nested)).status).toBe(201);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test('are unknown as ids and as filters', async () => {
    for (const id of ['__proto__', 'constructor', 'toString'])
      expect((await office.api('GET', `/api/admin/orders/${id}`)).status, id).toBe(404);
    expect((await office.api('GET', '/api/admin/orders?__proto__[status]=x&constructor=1')).status).toBe(200);
    expectFields(await office.api('GET', '/api/admin/orders?status=constructor'), 'status');
  });

  test('a key given twice counts as its last', async () => {
    expect((await post('{"name":"First","name":"Last"}')).body).toMatchObject({ name: 'Last' });
  });
});

describe('paths and queries', () => {
  test.each(['%', '%zz', '%c3', '%ff', '%00', '%2e%2e%2f', '..%5c', '%u0041', '%f0%9f%8e%9f', `${'x'.repeat(5000)}`])(
    'an id of %s is unknown',
    async (id) => {
      for (const path of ['/api/admin/orders/', '/api/admin/events/', '/api/admin/users/'])
        expect(await get(`${path}${id}`), path).toMatchObject({ status: 404, body: { code: 'not_found' } });
    },
  );

  test.each([`'`, `' OR '1'='1`, `'; DROP TABLE orders; --`, `" UNION SELECT * FROM users --`, '%', '_', '*', '\\'])(
    'a question for %j is only a question',
    async (text) => {
      const q = encodeURIComponent(text);
      for (const path of ['/api/admin/orders', '/api/admin/events', '/api/admin/promo-codes'])
        expect((await office.api('GET', `${path}?q=${q}&event=${q}&eventId=${q}`)).status, path).toBe(200);
    },
  );

  test('a parameter given twice is 400', async () => {
    for (const query of ['status=paid&status=paid', 'page=1&page=2', 'q=a&q=b', 'event=a&event=a'])
      expect((await office.api('GET', `/api/admin/orders?${query}`)).status, query).toBe(400);
  });

  test('a query that is none is answered', async () => {
    for (const query of ['%', '=', '&&&', '%zz=%zz', '?', 'a=%c3', '%00=%00', 'q[]=1', 'q[a]=1'])
      expect((await get(`/api/admin/orders?${query}`)).status, query).toBe(200);
    expect((await get('/api/admin/orders?q=%zz')).status).toBe(200);
    expect((await get('/api/admin/orders?q=%00')).status).toBe(200);
  });
});

describe('methods', () => {
  test.each(['PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND', 'OPTIONS', 'SEARCH'])(
    '%s where it is not taken is 405',
    async (method) => {
      const answer = await get('/api/health', [], method);
      expect(answer).toMatchObject({ status: 405, body: { code: 'method_not_allowed' } });
      expect(answer.headers.get('allow')?.split(', ').sort()).toEqual(['GET', 'HEAD']);
    },
  );

  test('what HTTP does not know is 400', async () => {
    expect(await get('/api/health', [], 'BREW')).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
  });

  test('HEAD is GET without its body', async () => {
    const [head, whole] = [await get('/api/admin/venues', [], 'HEAD'), await get('/api/admin/venues')];
    expect([head.status, head.text]).toEqual([200, '']);
    expect(head.headers.get('x-total-count')).toBe(whole.headers.get('x-total-count'));
    expect(head.headers.get('content-type')).toBe(whole.headers.get('content-type'));
    expect((await get('/api/admin/orders/ord_unknown', [], 'HEAD')).status).toBe(404);
  });

  test('a method in a header changes nothing', async () => {
    const event = await buildEvent(office, { status: 'draft' });
    await get(`/api/admin/events/${event.id}`, ['X-HTTP-Method-Override: DELETE']);
    await get(`/api/admin/events/${event.id}?_method=DELETE`);
    expect((await get(`/api/admin/events/${event.id}`)).status).toBe(200);
  });

  test('a GET with a body is a GET', async () => {
    const { port } = office.boxOffice;
    const headers = [`Host: 127.0.0.1:${port}`, 'Content-Type: text/plain', 'Content-Length: 5'];
    expect((await request(port, 'GET /api/health', headers, 'hello'))?.status).toBe(200);
  });
});

describe('what is not HTTP', () => {
  test.each([
    ['garbage', 'hello there\r\n\r\n'],
    ['another protocol', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
    [
      'two lengths',
      'POST /api/checkout HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}',
    ],
    [
      'a length and chunks',
      'POST /api/checkout HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}',
    ],
    ['a length that is none', 'POST /api/checkout HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n'],
    ['a folded header', 'GET /api/health HTTP/1.1\r\nHost: localhost\r\nX-A: 1\r\n 2\r\n\r\n'],
    ['a NUL in a header', 'GET /api/health HTTP/1.1\r\nHost: localhost\r\nX-A: \x00\r\n\r\n'],
    ['a bare line feed', 'GET /api/health HTTP/1.1\nHost: localhost\n\n'],
    ['a space before the colon', 'GET /api/health HTTP/1.1\r\nHost : localhost\r\n\r\n'],
  ])('%s is a 400 in JSON, and the connection ends', async (_, bytes) => {
    const answer = shown(await exchange(office.boxOffice.port, Buffer.from(bytes, 'latin1')));
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    expect(answer.headers.get('connection')).toBe('close');
  });

  test('leaves the server as it was', async () => {
    expect((await office.api('GET', '/api/health')).body).toMatchObject({ status: 'ok' });
  });
});

describe('an address where nothing is', () => {
  beforeAll(() => buildEvent(office));

  test.each([
    '/api',
    '/api/',
    '/api/nothing',
    '/api/admin',
    '/api/admin/nothing',
    '/api/admin/orders/x/y/z',
    '/api/health/',
  ])('%s is 404 in JSON', async (path) => {
    for (const method of ['GET', 'POST'])
      expect(await get(path, [], method), method).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });
});
