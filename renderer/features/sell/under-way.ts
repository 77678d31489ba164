import { desktop } from '../../lib/desktop.ts';
import { draft, hasTickets } from './draft.ts';
import { till } from './till.ts';

let underWay = false;

const askBeforeLeaving = (event: BeforeUnloadEvent): void => event.preventDefault();

/** While a sale is under way, closing the window asks first: the desktop does, and a browser by itself. */
function tell(): void {
  const { phase } = till.get();
  const now = phase === 'sending' || phase === 'unknown' || (phase === 'open' && hasTickets(draft.get()));
  if (now === underWay) return;
  underWay = now;
  if (desktop) void desktop.setSaleUnderWay(now);
  else if (now) window.addEventListener('beforeunload', askBeforeLeaving);
  else window.removeEventListener('beforeunload', askBeforeLeaving);
}

/** From the first sale on, whatever screen is in view. */
export function watchSale(): void {
  draft.subscribe(tell);
  till.subscribe(tell);
}
