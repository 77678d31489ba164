import type { Show, ShowAddOn, ShowTier } from './programme.ts';
import type { Sale } from './sale.ts';

/** The ids that the ledger gave to what was planned. To ask for one before its moment came is a defect of the plan. */
export class Made {
  readonly #ids = new Map<Show | ShowTier | ShowAddOn | Sale, string>();

  remember(planned: Show | ShowTier | ShowAddOn | Sale, id: string): void {
    this.#ids.set(planned, id);
  }

  idOf(planned: Show | ShowTier | ShowAddOn | Sale): string {
    const id = this.#ids.get(planned);
    if (id === undefined) throw new Error('The demo asks for something that was not made yet');
    return id;
  }
}
