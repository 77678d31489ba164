import { useLingui } from '@lingui/react/macro';
import { type ImportFormat } from '../../../src/shared/import-columns.ts';
import { type ImportField } from '../../../src/shared/import.ts';

/** Which system wrote the file, in words. */
export function useFormatName(): (format: ImportFormat) => string {
  const { t } = useLingui();
  const names: Record<ImportFormat, string> = {
    ticketwave: t`Export of TicketWave`,
    pretix: t`Export of pretix`,
    eventbrite: t`Export of Eventbrite`,
    list: t`A plain list`,
  };
  return (format) => names[format];
}

/** What a ticket may say, in words. */
export function useFieldNames(): Record<ImportField, string> {
  const { t } = useLingui();
  return {
    orderNumber: t`Order number`,
    customerName: t`Customer`,
    firstName: t`First name`,
    lastName: t`Last name`,
    customerEmail: t`E-mail`,
    phone: t`Phone`,
    tierName: t`Tier`,
    holderName: t`Holder`,
    qrCode: t`Code of the ticket`,
    amount: t`Price`,
    status: t`Status`,
  };
}
