import { useLingui } from '@lingui/react/macro';
import { Minus, Plus } from 'lucide-react';
import { IconButton } from '../components/button.tsx';

interface StepProps {
  /** What is counted, for those who hear it. */
  readonly name: string;
  readonly count: number;
  readonly most: number;
  readonly onCount: (count: number) => void;
}

/** How many, between − and +, as large as a thumb. */
export function Step({ name, count, most, onCount }: StepProps) {
  const { t } = useLingui();
  return (
    <div role="group" aria-label={name} className="flex shrink-0 items-center gap-1">
      <IconButton
        icon={Minus}
        size="lg"
        look="normal"
        label={t`One ${name} less`}
        disabled={count === 0}
        onClick={() => onCount(count - 1)}
      />
      <output aria-label={t`${name}: how many`} className="figures min-w-9 text-center text-xl font-semibold">
        {count}
      </output>
      <IconButton
        icon={Plus}
        size="lg"
        look="normal"
        label={t`One ${name} more`}
        disabled={count >= most}
        onClick={() => onCount(count + 1)}
      />
    </div>
  );
}
