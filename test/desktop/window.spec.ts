import { expect } from '@playwright/test';
import { DESKTOP_ARGUMENTS } from '../../src/shared/desktop.ts';
import { type Desktop, test } from '../support/desktop.ts';
import { openForeignSite } from '../support/foreign-site.ts';

test('the page is sandboxed and sees the bridge alone', async ({ openDesktop }) => {
  const { app, page } = await openDesktop();
  const nodes = await page.evaluate(() => ['require', 'process', 'module', 'Buffer'].filter((name) => name in window));
  expect(nodes).toEqual([]);
  const bridge = await page.evaluate(() => Object.keys(window.boxOffice ?? {}));
  const listens = ['onDownloadProgress', 'onNavigate', 'onResetOwner', 'platform'];
  expect(bridge.toSorted()).toEqual([...Object.keys(DESKTOP_ARGUMENTS), ...listens].toSorted());

  const preferences = await app.evaluate(({ BrowserWindow }) => {
    // Electron's types leave this method out.
    type Contents = Electron.WebContents & { getLastWebPreferences(): Record<string, unknown> };
    return BrowserWindow.getAllWindows().map(({ webContents }) => (webContents as Contents).getLastWebPreferences());
  });
  const secure = {
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    webviewTag: false,
  };
  expect(preferences).toEqual([expect.objectContaining(secure)]);
});

test('no page opens a window; the system browser gets known addresses alone', async ({ openDesktop }) => {
  const { app, page, origin } = await openDesktop();
  await app.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { opened });
    shell.openExternal = async (url) => void opened.push(url);
  });
  const wanted = [
    'https://example.com/',
    'file:///etc/passwd',
    'https://www.ticketwavehq.com/help',
    `${origin}/api/docs`,
  ];
  const windows = await page.evaluate((urls) => urls.map((url) => window.open(url)), wanted);
  expect(windows).toEqual([null, null, null, null]);
  expect(app.windows()).toHaveLength(1);
  const opened = await app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened);
  expect(opened).toEqual(['https://www.ticketwavehq.com/help', `${origin}/api/docs`]);
});

/** Takes the wall around the network away, to see that what stands before it holds by itself. */
const openNetwork = ({ app }: Desktop) =>
  app.evaluate(({ session }) => session.defaultSession.webRequest.onBeforeRequest(null));

test('the page does not leave our origin, nor take anything from another', async ({ openDesktop }) => {
  await using elsewhere = await openForeignSite();
  const desktop = await openDesktop();
  await openNetwork(desktop);
  const tries = {
    location: (to: string) => void (location.href = to),
    link: (to: string) => document.body.appendChild(Object.assign(document.createElement('a'), { href: to })).click(),
    form: (to: string) =>
      document.body.appendChild(Object.assign(document.createElement('form'), { action: to, method: 'post' })).submit(),
    frame: (to: string) => document.body.append(Object.assign(document.createElement('iframe'), { src: to })),
    image: (to: string) => document.body.append(Object.assign(document.createElement('img'), { src: to })),
    fetch: (to: string) => void fetch(to).catch(() => {}),
  };
  for (const [way, go] of Object.entries(tries)) {
    await desktop.page.evaluate(go, `${elsewhere.origin}/${way}`);
    await desktop.page.waitForTimeout(300);
  }
  expect(new URL(desktop.page.url()).origin).toBe(desktop.origin);
  expect(elsewhere.asked).toEqual([]);
});

test('no window reaches any other machine', async ({ openDesktop }) => {
  await using elsewhere = await openForeignSite();
  const { app } = await openDesktop();
  const refused = await app.evaluate(
    ({ BrowserWindow }, url) => new BrowserWindow({ show: false }).loadURL(url).catch((error: Error) => error.message),
    elsewhere.origin,
  );
  expect(refused).toContain('ERR_BLOCKED_BY_CLIENT');
  expect(elsewhere.asked).toEqual([]);
});

/** Opens another window at `url` with our own preload, past the wall around the network: what an intruder would have to have. */
async function openIntruder(desktop: Desktop, url: string) {
  await openNetwork(desktop);
  const opened = desktop.app.waitForEvent('window');
  await desktop.app.evaluate(async ({ app: electron, BrowserWindow }, address) => {
    const preload = `${electron.getAppPath()}/dist/main/preload.cjs`;
    await new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } }).loadURL(address);
  }, url);
  return opened;
}

test('nobody but our own page asks the desktop for anything', async ({ openDesktop }) => {
  await using elsewhere = await openForeignSite();
  const desktop = await openDesktop();
  const call = () =>
    window.boxOffice?.listPrinters().then(
      () => 'answered',
      (error: Error) => error.message,
    );
  const refused = 'This page may not ask the desktop for anything.';

  expect(await desktop.page.evaluate(call)).toBe('answered');
  expect(await (await openIntruder(desktop, elsewhere.origin)).evaluate(call)).toBe(refused);
  expect(await (await openIntruder(desktop, desktop.origin)).evaluate(call)).toBe(refused);

  const inFrame = await desktop.page.evaluate(() => {
    const frame = document.body.appendChild(document.createElement('iframe'));
    return frame.contentWindow !== null && 'boxOffice' in frame.contentWindow;
  });
  expect(inFrame).toBe(false);
});

test('our own page has its arguments checked', async ({ openDesktop }) => {
  const { page } = await openDesktop();
  const answers = await page.evaluate(async () => {
    const bridge = window.boxOffice as unknown as Record<string, (...given: unknown[]) => Promise<unknown>>;
    const said = (method: string, ...given: unknown[]) =>
      bridge[method]?.(...given).then(
        () => 'done',
        (error: Error) => error.message,
      );
    return [
      await said('setSaleUnderWay', 'yes'),
      await said('saveFile', { suggestedName: '../../.bashrc', contents: '' }),
      await said('saveFile', { suggestedName: 'orders.csv', contents: {} }),
      await said('choosePrinter', { name: 'a' }),
      await said('resetOwner', { email: 'owner@example.com', password: 'short' }),
    ];
  });
  for (const answer of answers)
    expect(answer).toMatch(/^(setSaleUnderWay|saveFile|choosePrinter|resetOwner) does not take this/);
});

test('the camera is for our own page, and nothing else is for anybody', async ({ openDesktop }) => {
  await using elsewhere = await openForeignSite();
  const desktop = await openDesktop();
  const ask = (wish: MediaStreamConstraints) =>
    navigator.mediaDevices.getUserMedia(wish).then(
      (stream) => stream.getTracks().map(({ kind }) => kind),
      (error: Error) => error.name,
    );
  expect(await desktop.page.evaluate(ask, { video: true })).toEqual(['video']);
  expect(await desktop.page.evaluate(ask, { audio: true })).toBe('NotAllowedError');
  expect(await desktop.page.evaluate(ask, { video: true, audio: true })).toBe('NotAllowedError');
  expect(await desktop.page.evaluate(async () => Notification.requestPermission())).toBe('denied');

  const intruder = await openIntruder(desktop, elsewhere.origin);
  expect(await intruder.evaluate(ask, { video: true })).toBe('NotAllowedError');
});
