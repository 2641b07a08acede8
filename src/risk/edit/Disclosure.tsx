import { Button } from '@grafana/ui';
import React, { useId, useState } from 'react';

interface Props {
  readonly title: string;
  readonly children: React.ReactNode;
}

/** Something that is not drawn, and asks for nothing, before somebody opens it. */
export function Disclosure({ title, children }: Props): React.JSX.Element {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  return (
    <>
      <div>
        <Button
          size="sm"
          variant="secondary"
          icon={isOpen ? 'angle-down' : 'angle-right'}
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => {
            setOpen(!isOpen);
          }}
        >
          {title}
        </Button>
      </div>
      {isOpen && <div id={id}>{children}</div>}
    </>
  );
}
