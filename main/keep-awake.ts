import { powerMonitor, powerSaveBlocker } from 'electron';
import type { Desk } from './desk.ts';

const MINUTE = 60_000;

/** Keeps the laptop and its screen awake while an event is on: at the door a dark, locked screen is as bad as a sleeping machine. */
export function keepAwakeDuringEvents({ boxOffice, log }: Desk): void {
  let blocker: number | null = null;
  const look = async (): Promise<void> => {
    const wanted = await boxOffice.eventIsOn();
    if (wanted && blocker === null) {
      blocker = powerSaveBlocker.start('prevent-display-sleep');
      log.info('an event is on: the machine stays awake');
    } else if (!wanted && blocker !== null) {
      powerSaveBlocker.stop(blocker);
      blocker = null;
      log.info('no event is on any more: the machine may sleep');
    }
  };
  const tend = (): void =>
    void look().catch((error: unknown) => log.error('could not ask whether an event is on', error));
  setInterval(tend, MINUTE).unref();
  powerMonitor.on('resume', tend);
  tend();
}
