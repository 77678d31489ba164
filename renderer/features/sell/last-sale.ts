import { createStore, useStore } from '../../lib/store.ts';
import type { SoldOrder } from './attempt.ts';

/** The last sale of whoever stands at this till: to print it again, or to undo it. */
const last = createStore<SoldOrder | null>(null);

export const useLastSale = (): SoldOrder | null => useStore(last);
export const rememberSale = (order: SoldOrder | null): void => last.set(order);
