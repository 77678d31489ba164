import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Scroller } from '../../components/scroller.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { SIGNATURE_EXAMPLES } from './signature-examples.ts';

/** How a receiver makes sure that a message is ours: the reference's own examples, to copy. */
export function SignatureDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const [language, setLanguage] = useState<keyof typeof SIGNATURE_EXAMPLES>('node');
  const code = SIGNATURE_EXAMPLES[language];
  return (
    <Dialog
      open
      size="lg"
      onClose={onClose}
      title={t`Verify signatures`}
      description={t`X-TicketWave-Signature is the HMAC-SHA256 of the raw body, in lower-case hex, keyed by the secret.`}
      footer={<Button onClick={onClose}>{t`Close`}</Button>}
    >
      <div className="mb-2 flex items-center justify-between gap-3">
        <Segmented
          label={t`Language of the example`}
          value={language}
          onValue={setLanguage}
          options={[
            { value: 'node', label: 'Node.js' },
            { value: 'python', label: 'Python' },
          ]}
        />
        <CopyButton text={code} label={t`Copy the example`} />
      </div>
      <Scroller className="rounded-md bg-sunken" innerClassName="max-h-[42vh]">
        <pre className="p-4 font-mono text-sm whitespace-pre-wrap select-text">{code}</pre>
      </Scroller>
      <p className="mt-3 text-muted">
        {t`While a secret rotates, the old one’s signature stands in X-TicketWave-Signature-Previous. Take the raw bytes of the body, not what a parser made of them.`}
      </p>
    </Dialog>
  );
}
