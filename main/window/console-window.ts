import { app, type BrowserWindow, dialog, type WebContents } from 'electron';
import type { ConsolePath } from '../../src/shared/desktop.ts';
import { NAVIGATE, RESET_OWNER } from '../channels.ts';
import type { Log } from '../log.ts';
import type { Settings } from '../settings.ts';
import { makeWindow } from './make-window.ts';
import { tendPage } from './page-troubles.ts';
import { SaleGuard } from './sale-guard.ts';

/** The one window of the program, opened when it is wanted and not there. */
export class ConsoleWindow {
  readonly sale = new SaleGuard();
  readonly #origin: string;
  readonly #settings: Settings;
  readonly #log: Log;
  #window: BrowserWindow | null = null;
  #quitting = false;
  #askFirst = true;

  /** `origin` is where the console is loaded from. */
  constructor(origin: string, settings: Settings, log: Log) {
    this.#origin = origin;
    this.#settings = settings;
    this.#log = log;
    app.on('before-quit', () => (this.#quitting = true));
  }

  /** The page of the window, if there is one. */
  get contents(): WebContents | null {
    return this.#window?.webContents ?? null;
  }

  /** The window, opened if there is none, and left where it is if there is. */
  present(): BrowserWindow {
    return (this.#window ??= this.#open('/'));
  }

  /** Brings the window to the front, and opens it at `path` if there is none. */
  show(path = '/'): BrowserWindow {
    if (!this.#window) return (this.#window = this.#open(path));
    if (this.#window.isMinimized()) this.#window.restore();
    this.#window.show();
    this.#window.focus();
    return this.#window;
  }

  /** Leads the console to another screen. */
  navigate(path: ConsolePath): void {
    if (this.#window) this.show().webContents.send(NAVIGATE, path);
    else this.show(path);
  }

  /** Shows the console's dialog for an owner's new password. */
  askForOwnersPassword(): void {
    const opened = this.#window === null;
    const { webContents } = this.show();
    // The preload of a page that is only being loaded hears nothing yet.
    if (opened) webContents.once('dom-ready', () => webContents.send(RESET_OWNER));
    else webContents.send(RESET_OWNER);
  }

  async reload(): Promise<void> {
    const window = this.#window;
    if (window && (await this.sale.mayLeave(window, 'Reload anyway'))) window.webContents.reload();
  }

  /** Says that the box office runs at another port than the one asked for. */
  tellOfMove(taken: number): void {
    void dialog.showMessageBox(this.present(), {
      type: 'info',
      message: `Port ${taken} is taken by another program`,
      detail: `This time the box office runs at ${this.#origin}. Programs that look for it at port ${taken} will not find it.`,
      buttons: ['OK'],
    });
  }

  /** Ends the program without a question: the machine is being shut down, or nobody is there to answer. */
  quitUnasked(): void {
    this.#askFirst = false;
    app.quit();
  }

  #open(path: string): BrowserWindow {
    const window = makeWindow(this.#settings.get('window'));
    window.on('close', (event) => this.#close(event, window));
    window.on('closed', () => (this.#window = null));
    // A page that was left has no sale under way.
    window.webContents.on('did-navigate', () => this.sale.setUnderWay(false));
    window.webContents.on('render-process-gone', () => this.sale.setUnderWay(false));
    tendPage(window, this.#log);
    window.loadURL(new URL(path, this.#origin).href).catch((error: unknown) => {
      this.#log.error('the console was not loaded', error);
    });
    return window;
  }

  #close(event: Electron.Event, window: BrowserWindow): void {
    this.#rememberPlace(window);
    if (!this.#askFirst || !this.sale.underWay) return;
    event.preventDefault();
    const quitting = this.#quitting;
    this.#quitting = false;
    void this.sale.mayLeave(window, quitting ? 'Quit anyway' : 'Close anyway').then((leave) => {
      if (!leave) return;
      if (quitting) app.quit();
      else window.close();
    });
  }

  #rememberPlace(window: BrowserWindow): void {
    try {
      this.#settings.set('window', { ...window.getNormalBounds(), maximized: window.isMaximized() });
    } catch (error) {
      this.#log.error('the place of the window is not kept', error);
    }
  }
}
