import { useLingui } from '@lingui/react/macro';
import { QrCode as QrIcon } from 'lucide-react';
import { useState } from 'react';
import { type affiliateLinks } from '../../../src/shared/affiliates.ts';
import { Button } from '../../components/button.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { QrCode } from '../../components/qr-code.tsx';
import { useToast } from '../../components/toast.tsx';
import { type EntryOf } from '../../lib/api.ts';
import { qrFile } from '../../lib/qr.ts';
import { saveText } from '../../lib/save-from-server.ts';

interface AffiliateLinkProps {
  readonly link: EntryOf<typeof affiliateLinks>;
  readonly code: string;
}

/** The link of one event: to copy, or as a code for a poster. */
export function AffiliateLink({ link, code }: AffiliateLinkProps) {
  const { t } = useLingui();
  const toast = useToast();
  const [shown, setShown] = useState(false);
  const save = async (): Promise<void> => {
    try {
      if (await saveText(qrFile(link.url), `${code}.svg`, 'image/svg+xml')) toast.done(t`Saved`);
    } catch (error) {
      toast.failed(error);
    }
  };
  return (
    <li className="border-b border-line/70 py-2">
      <div className="flex items-center gap-2">
        <div className="min-w-0 flex-1">
          <p className="truncate font-medium">{link.eventTitle}</p>
          <p className="truncate text-sm text-muted select-text" title={link.url}>
            {link.url}
          </p>
        </div>
        <CopyButton text={link.url} label={t`Copy the link of ${link.eventTitle}`} />
        <Button
          size="sm"
          icon={QrIcon}
          aria-expanded={shown}
          aria-label={t`QR code of ${link.eventTitle}`}
          onClick={() => setShown(!shown)}
        >
          {t`QR`}
        </Button>
      </div>
      {shown && (
        <div className="mt-2 flex items-end gap-4">
          <QrCode
            text={link.url}
            label={t`QR code of ${link.eventTitle}`}
            className="size-44 rounded-md border border-line"
          />
          <Button size="sm" onClick={() => void save()}>{t`Save as a picture…`}</Button>
        </div>
      )}
    </li>
  );
}
