import type { Language } from '../shared/settings.ts';

/** What stands on a receipt and on a test page besides their facts. */
export interface ReceiptWords {
  readonly refund: string;
  readonly subtotal: string;
  readonly total: string;
  readonly refundTotal: string;
  readonly change: string;
  readonly rate: string;
  readonly net: string;
  readonly tax: string;
  readonly gross: string;
  readonly noNumber: string;
  readonly methods: Readonly<Record<string, string>>;
  readonly testTitle: string;
  readonly testWidth: string;
  readonly testLetters: string;
  readonly testPictures: string;
  readonly testQr: string;
  readonly testEnd: string;
  taxId(id: string): string;
  copy(count: number): string;
  receipt(number: string): string;
  /** The receipt that a refund takes back. */
  original(number: string): string;
  refunded(receipt: string): string;
  order(number: string): string;
  discount(code: string | null): string;
  given(method: string): string;
  servedBy(name: string): string;
}

export const RECEIPT_WORDS: Readonly<Record<Language, ReceiptWords>> = {
  en: {
    refund: 'REFUND',
    subtotal: 'Subtotal',
    total: 'TOTAL',
    refundTotal: 'REFUNDED',
    change: 'Change',
    rate: 'VAT',
    net: 'Net',
    tax: 'Tax',
    gross: 'Gross',
    noNumber: 'No receipt number: sold elsewhere',
    methods: { cash: 'Cash', card: 'Card', comp: 'Complimentary', stripe: 'Card, online', external: 'Paid elsewhere' },
    testTitle: 'Test page',
    testWidth: 'This rule goes from edge to edge:',
    testLetters: 'Letters of the code page:',
    testPictures: 'Letters drawn as a picture:',
    testQr: 'A scanner reads this code:',
    testEnd: 'If all of it is there, this printer is ready.',
    taxId: (id) => `Tax id ${id}`,
    copy: (count) => `COPY ${count}`,
    receipt: (number) => `Receipt ${number}`,
    original: (number) => `Refund of receipt ${number}`,
    refunded: (receipt) => `Refunded, receipt ${receipt}`,
    order: (number) => `Order ${number}`,
    discount: (code) => (code === null ? 'Discount' : `Discount (${code})`),
    given: (method) => `Given back, ${method}`,
    servedBy: (name) => `Served by ${name}`,
  },
  es: {
    refund: 'DEVOLUCIÓN',
    subtotal: 'Subtotal',
    total: 'TOTAL',
    refundTotal: 'DEVUELTO',
    change: 'Cambio',
    rate: 'IVA',
    net: 'Base',
    tax: 'Cuota',
    gross: 'Total',
    noNumber: 'Sin número de recibo: vendido fuera',
    methods: {
      cash: 'Efectivo',
      card: 'Tarjeta',
      comp: 'Invitación',
      stripe: 'Tarjeta, en línea',
      external: 'Pagado fuera',
    },
    testTitle: 'Página de prueba',
    testWidth: 'Esta línea va de borde a borde:',
    testLetters: 'Letras de la página de códigos:',
    testPictures: 'Letras dibujadas como imagen:',
    testQr: 'Un lector lee este código:',
    testEnd: 'Si está todo, la impresora está lista.',
    taxId: (id) => `NIF ${id}`,
    copy: (count) => `COPIA ${count}`,
    receipt: (number) => `Recibo ${number}`,
    original: (number) => `Devolución del recibo ${number}`,
    refunded: (receipt) => `Devuelto, recibo ${receipt}`,
    order: (number) => `Pedido ${number}`,
    discount: (code) => (code === null ? 'Descuento' : `Descuento (${code})`),
    given: (method) => `Devuelto, ${method}`,
    servedBy: (name) => `Atendido por ${name}`,
  },
};
