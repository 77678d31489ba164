import { crc32, deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { buildEvent } from '../support/build-event.ts';
import { sell } from '../support/build-order.ts';
import { readPdf } from '../support/pdf.ts';
import { expectFields } from './support/answers.ts';
import { useOffice } from './support/office.ts';

const office = useOffice();
const path = '/api/admin/settings/branding';
const put = (body: unknown) => office.api('PUT', path, { body });

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

/** A PNG of one colour; `claims` is the size that its header tells. */
function pngOf(width: number, height: number, claims = { width, height }): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(claims.width, 0);
  header.writeUInt32BE(claims.height, 4);
  header.set([8, 2], 8);
  const rows = Buffer.alloc((width * 3 + 1) * height, 0);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

test('a new box office has the console’s colour and no logo', async () => {
  expect((await office.api('GET', path, { token: await office.tokenOf('staff') })).body).toEqual({
    accentColor: '#ff9152',
    logo: null,
  });
});

test('a logo and a colour are kept, shown and printed', async () => {
  const base64 = pngOf(60, 20).toString('base64');
  const url = `data:image/png;base64,${base64}`;
  expect(await put({ accentColor: '#12B5A6', logo: base64 })).toMatchObject({
    status: 200,
    body: { accentColor: '#12b5a6', logo: url },
  });
  // What was read may be written back; what is absent stays.
  expect((await put({ logo: url })).body).toEqual({ accentColor: '#12b5a6', logo: url });
  const order = await sell(office, await buildEvent(office));
  const response = await fetch(`${office.url}/api/admin/orders/${order.id}/tickets.pdf`, {
    headers: { Authorization: `Bearer ${office.owner}` },
  });
  expect(readPdf(Buffer.from(await response.arrayBuffer())).source).toContain('/Subtype /Image');
  expect((await put({ accentColor: null, logo: null })).body).toEqual({ accentColor: '#ff9152', logo: null });
  expect((await office.api('GET', '/api/admin/audit?pageSize=200')).text).not.toContain(base64);
});

test.each([
  ['no picture', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>').toString('base64')],
  ['a GIF', Buffer.from('GIF89a\x01\x00\x01\x00').toString('base64')],
  ['an SVG as a data: URL', 'data:image/svg+xml;base64,PHN2Zy8+'],
  ['no base64', 'not/base64!'],
  ['a PNG that ends in the middle', pngOf(60, 20).subarray(0, 60).toString('base64')],
  ['a huge picture in a small file', pngOf(10, 10, { width: 20_000, height: 20_000 }).toString('base64')],
  ['more than 200 KB', Buffer.alloc(205_000, 1).toString('base64')],
  ['far more than 200 KB', 'A'.repeat(400_000)],
])('a logo that is %s is refused', async (_what, logo) => expectFields(await put({ logo }), 'logo'));

test.each(['red', '#fff', '#12345g', ''])('a colour that is %j is refused', async (accentColor) =>
  expectFields(await put({ accentColor }), 'accentColor'),
);

test('staff see it, the owner alone changes it', async () => {
  expect((await office.api('GET', path, { token: null })).status).toBe(401);
  expect((await office.api('PUT', path, { token: null, body: {} })).status).toBe(401);
  expect((await office.api('GET', path, { token: await office.tokenOf('scanner') })).status).toBe(403);
  const token = await office.tokenOf('manager');
  expect((await office.api('PUT', path, { token, body: { logo: null } })).status).toBe(403);
});
