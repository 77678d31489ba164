import { dialog, type BrowserWindow } from 'electron';

const KEEP_SELLING = 'Keep selling';

/** Knows whether a sale is under way on the page, and asks before it is lost. */
export class SaleGuard {
  #underWay = false;
  #asking: Promise<boolean> | null = null;

  get underWay(): boolean {
    return this.#underWay;
  }

  setUnderWay(underWay: boolean): void {
    this.#underWay = underWay;
  }

  /** True when there is nothing to lose or the person gives it up: then there is none any more. `giveUp` names the button. */
  async mayLeave(window: BrowserWindow, giveUp: string): Promise<boolean> {
    if (!this.#underWay) return true;
    this.#asking ??= this.#ask(window, giveUp).finally(() => (this.#asking = null));
    return this.#asking;
  }

  async #ask(window: BrowserWindow, giveUp: string): Promise<boolean> {
    const buttons = [KEEP_SELLING, giveUp];
    const { response } = await dialog.showMessageBox(window, {
      type: 'warning',
      message: 'A sale is under way',
      detail: 'It is lost unless it was paid already. Every order that was paid is safe.',
      buttons,
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    });
    const leave = buttons[response] === giveUp;
    if (leave) this.#underWay = false;
    return leave;
  }
}
