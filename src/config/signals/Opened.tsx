import { Button } from '@grafana/ui';
import React from 'react';
import { FieldStack } from '../../risk/edit/FieldStack.tsx';

interface Props {
  /** What one goes back to. */
  readonly back: string;
  readonly onBack: () => void;
  readonly children: React.ReactNode;
}

/** What was chosen out of several, and the way back to them. */
export function Opened({ back, onBack, children }: Props): React.JSX.Element {
  return (
    <FieldStack>
      <div>
        <Button size="sm" variant="secondary" icon="arrow-left" onClick={onBack}>
          {back}
        </Button>
      </div>
      {children}
    </FieldStack>
  );
}
