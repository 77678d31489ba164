import { useLingui } from '@lingui/react/macro';
import { type ErrorComponentProps, Link } from '@tanstack/react-router';
import { Compass } from 'lucide-react';
import { buttonClass } from '../components/button.tsx';
import { EmptyState, ErrorState, SkeletonLines } from '../components/states.tsx';

export function RouteError({ error }: ErrorComponentProps) {
  return <ErrorState error={error} onRetry={() => window.location.reload()} />;
}

export function RouteMissing() {
  const { t } = useLingui();
  return (
    <EmptyState
      icon={Compass}
      title={t`There is no such screen`}
      action={
        <Link to="/" className={buttonClass()}>
          {t`Back to tonight`}
        </Link>
      }
    />
  );
}

export const RoutePending = () => <SkeletonLines count={6} />;
