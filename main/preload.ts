// Runs sandboxed beside the page and hands it `window.boxOffice`: named methods alone, never ipcRenderer itself.
import { contextBridge, ipcRenderer } from 'electron';
import type { ConsolePath, DesktopBridge, DesktopMethod, DownloadProgress } from '../src/shared/desktop.ts';
import { type Answer, callChannel, DOWNLOAD_PROGRESS, NAVIGATE, RESET_OWNER } from './channels.ts';

type Result<M extends DesktopMethod> = Awaited<ReturnType<DesktopBridge[M]>>;

async function call<M extends DesktopMethod>(method: M, ...given: Parameters<DesktopBridge[M]>): Promise<Result<M>> {
  const answer = (await ipcRenderer.invoke(callChannel(method), ...given)) as Answer<Result<M>>;
  if ('error' in answer) throw new Error(answer.error);
  return answer.value;
}

/** Hears what the desktop says on `channel`, from before the page listens: the newest word waits for the first listener. */
function hear<T>(channel: string): (listener: (word: T) => void) => () => void {
  const listeners = new Set<(word: T) => void>();
  let waiting: { word: T } | null = null;
  ipcRenderer.on(channel, (_event, word: T) => {
    if (listeners.size === 0) waiting = { word };
    for (const listener of listeners) listener(word);
  });
  return (listener) => {
    listeners.add(listener);
    if (waiting) listener(waiting.word);
    waiting = null;
    return () => void listeners.delete(listener);
  };
}

const PLATFORMS: Partial<Record<NodeJS.Platform, DesktopBridge['platform']>> = { darwin: 'macos', win32: 'windows' };

const bridge: DesktopBridge = {
  platform: PLATFORMS[process.platform] ?? 'linux',
  setSaleUnderWay: (underWay) => call('setSaleUnderWay', underWay),
  printPage: () => call('printPage'),
  listPrinters: () => call('listPrinters'),
  choosePrinter: (name) => call('choosePrinter', name),
  saveFile: (file) => call('saveFile', file),
  saveFromServer: (download) => call('saveFromServer', download),
  cancelDownload: (id) => call('cancelDownload', id),
  onDownloadProgress: hear<DownloadProgress>(DOWNLOAD_PROGRESS),
  openDataFolder: () => call('openDataFolder'),
  onResetOwner: hear<void>(RESET_OWNER),
  owners: () => call('owners'),
  resetOwner: (change) => call('resetOwner', change),
  onNavigate: hear<ConsolePath>(NAVIGATE),
};

contextBridge.exposeInMainWorld('boxOffice', bridge);
