import { useLingui } from '@lingui/react/macro';
import { Minus, Plus } from 'lucide-react';
import { IconButton } from './button.tsx';

interface StepperProps {
  /** What is counted, for those who hear it. */
  readonly name: string;
  readonly count: number;
  readonly most: number;
  readonly onStep: (by: 1 | -1) => void;
}

/** A small count between its − and +. */
export function Stepper({ name, count, most, onStep }: StepperProps) {
  const { t } = useLingui();
  return (
    <div className="flex items-center gap-0.5">
      <IconButton
        icon={Minus}
        size="sm"
        look="normal"
        label={t`One ${name} less`}
        disabled={count === 0}
        onClick={() => onStep(-1)}
      />
      <span className="figures min-w-8 text-center text-base font-semibold">{count}</span>
      <IconButton
        icon={Plus}
        size="sm"
        look="normal"
        label={t`One ${name} more`}
        disabled={count >= most}
        onClick={() => onStep(1)}
      />
    </div>
  );
}
