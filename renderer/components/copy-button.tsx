import { useLingui } from '@lingui/react/macro';
import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from './button.tsx';
import { useToast } from './toast.tsx';

/** Puts a text into the clipboard and says so for a moment. `label` tells several of them apart. */
export function CopyButton({ text, label }: { text: string; label?: string }) {
  const { t } = useLingui();
  const toast = useToast();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), 2_000);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch (error) {
      toast.failed(error);
    }
  };
  return (
    <Button size="sm" icon={copied ? Check : Copy} {...(label && { 'aria-label': label })} onClick={() => void copy()}>
      {copied ? t`Copied` : t`Copy`}
    </Button>
  );
}
