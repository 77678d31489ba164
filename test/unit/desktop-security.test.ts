import { describe, expect, it } from 'vitest';
import { isOurs, mayLoad, mayOpenOutside } from '../../main/security/navigation.ts';
import { mayHave, type Wish } from '../../main/security/permissions.ts';
import { isTrustedSender } from '../../main/security/trusted-sender.ts';

const origin = 'http://127.0.0.1:4870';

/** Addresses that look like ours and are not. */
const LOOKALIKES = [
  'http://127.0.0.1:4871/',
  'https://127.0.0.1:4870/',
  'http://127.0.0.1:4870@evil.example/',
  'http://user:word@127.0.0.1:4870/',
  'http://127.0.0.1.evil.example:4870/',
  'http://localhost:4870/',
  'http://127.0.0.1:48700/',
  'about:blank',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'data:text/html,hello',
  'blob:http://127.0.0.1:4870/4a5c',
  'not an address',
  '',
];

describe('where the window may go', () => {
  it.each(['http://127.0.0.1:4870', 'http://127.0.0.1:4870/', 'http://127.0.0.1:4870/orders?q=ann#top'])(
    'to %s',
    (address) => {
      expect(isOurs(address, origin)).toBe(true);
    },
  );

  it.each(LOOKALIKES)('not to %j', (address) => {
    expect(isOurs(address, origin)).toBe(false);
  });
});

describe('what opens in the system browser', () => {
  it.each([`${origin}/api/docs`, 'https://www.ticketwavehq.com/', 'https://ticketwavehq.com/help?x=1'])('%s', (url) => {
    expect(mayOpenOutside(url, origin)).toBe(true);
  });

  it.each([
    'http://www.ticketwavehq.com/',
    'https://www.ticketwavehq.com:8443/',
    'https://me@www.ticketwavehq.com/',
    'https://www.ticketwavehq.com.evil.example/',
    'https://evil.example/',
    'file:///usr/bin/true',
    'ms-settings:privacy',
    'mailto:jo@example.com',
    'smb://host/share',
    'not an address',
  ])('not %s', (url) => {
    expect(mayOpenOutside(url, origin)).toBe(false);
  });
});

describe('what a page may load', () => {
  it.each([`${origin}/assets/index.js`, `blob:${origin}/4a5c`, 'data:image/png;base64,AA', 'devtools://devtools/a.js'])(
    '%s',
    (url) => {
      expect(mayLoad(url, origin)).toBe(true);
    },
  );

  it.each(['https://fonts.example/a.woff2', 'ws://127.0.0.1:4870/', 'http://127.0.0.1:1/', 'file:///etc/passwd', ''])(
    'not %j',
    (url) => {
      expect(mayLoad(url, origin)).toBe(false);
    },
  );
});

describe('what a page may have of the machine', () => {
  const camera: Wish = { permission: 'media', page: `${origin}/scan`, isMainFrame: true, media: ['video'] };

  it('the camera, full screen and writing to the clipboard', () => {
    expect(mayHave(camera, origin)).toBe(true);
    expect(mayHave({ ...camera, permission: 'fullscreen', media: [] }, origin)).toBe(true);
    expect(mayHave({ ...camera, permission: 'clipboard-sanitized-write', media: [] }, origin)).toBe(true);
  });

  it.each([
    ['the microphone', { media: ['audio'] }],
    ['the camera with the microphone', { media: ['video', 'audio'] }],
    ['media that nobody names', { media: [] }],
    ['the camera in a frame inside the page', { isMainFrame: false }],
    ['the camera for an unknown page', { page: undefined }],
    ['the camera for a foreign page', { page: 'https://evil.example/' }],
  ])('not %s', (_what, change) => {
    expect(mayHave({ ...camera, ...change }, origin)).toBe(false);
  });

  it.each([
    'geolocation',
    'notifications',
    'clipboard-read',
    'display-capture',
    'usb',
    'serial',
    'hid',
    'midi',
    'openExternal',
    'unknown',
  ])('not %s', (permission) => {
    expect(mayHave({ ...camera, permission }, origin)).toBe(false);
  });

  it.each(LOOKALIKES)('nothing at all for %j', (page) => {
    expect(mayHave({ ...camera, page }, origin)).toBe(false);
  });
});

describe('who may call the desktop', () => {
  type Sent = Parameters<typeof isTrustedSender>[0];
  const ours = {} as Sent['sender'];
  const sent = (frame: { url: string; parent: unknown } | null, sender = ours): Sent =>
    ({ sender, senderFrame: frame }) as unknown as Sent;
  const page = { url: `${origin}/sell`, parent: null };

  it('the page of our own window', () => {
    expect(isTrustedSender(sent(page), ours, origin)).toBe(true);
  });

  it.each([
    ['a frame inside it', sent({ url: `${origin}/sell`, parent: page }), ours],
    ['a frame that is gone', sent(null), ours],
    ['a foreign page in our window', sent({ url: 'https://evil.example/', parent: null }), ours],
    ['our page in another window', sent(page, {} as Sent['sender']), ours],
    ['anybody while our window is closed', sent(page), null],
  ])('not %s', (_who, event, window) => {
    expect(isTrustedSender(event, window, origin)).toBe(false);
  });
});
