import { useLingui } from '@lingui/react/macro';
import { Keyboard } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Input } from '../../components/input.tsx';
import { useShortcut } from '../../lib/use-shortcut.ts';

/** For a code that no camera reads: typed, in any case and with any spaces. */
export function CodeEntry({ onCode }: { onCode: (code: string) => void }) {
  const { t } = useLingui();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  useShortcut('f4', () => input.current?.select(), { label: t`Type a code`, group: t`Scan` });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onCode(typed);
    setTyped('');
  };
  return (
    <form onSubmit={submit} className="flex shrink-0 gap-2">
      <div className="relative flex-1">
        <Keyboard aria-hidden className="pointer-events-none absolute top-3.5 left-3.5 size-5 text-muted" />
        <Input
          ref={input}
          aria-label={t`Code`}
          placeholder={t`Type a code`}
          value={typed}
          maxLength={1000}
          onChange={({ target }) => setTyped(target.value)}
          className="h-control-lg! pl-11 font-mono text-lg uppercase placeholder:font-sans placeholder:normal-case"
        />
      </div>
      <Button type="submit" size="lg" disabled={typed.trim() === ''}>
        {t`Check`}
      </Button>
    </form>
  );
}
