import { t } from '@grafana/i18n';
import { Button } from '@grafana/ui';
import React, { useEffect, useRef, useState } from 'react';
import { useApp } from '../../app/AppContext.ts';
import { troubleWords } from '../../app/gateway/troubleWords.ts';
import { EditorNote } from '../../risk/edit/EditorNote.tsx';
import { FieldStack } from '../../risk/edit/FieldStack.tsx';
import { testGateway, type GatewayTested } from './testGateway.ts';

interface Props {
  /** What is saved is not what is typed. */
  readonly isStale: boolean;
}

/** Goes the way to the gateway as pages do, and tells where it ends. */
export function GatewayTest({ isStale }: Props): React.JSX.Element {
  const { host } = useApp();
  const [tested, setTested] = useState<GatewayTested | { readonly kind: 'none' | 'asking' }>({ kind: 'none' });
  const leaving = useRef(new AbortController());
  useEffect(() => {
    const controller = new AbortController();
    leaving.current = controller;
    return () => {
      controller.abort();
    };
  }, []);
  const test = async (): Promise<void> => {
    const { signal } = leaving.current;
    setTested({ kind: 'asking' });
    const found = await testGateway(host.gateway, signal);
    if (!signal.aborted) setTested(found);
  };
  return (
    <FieldStack>
      <div>
        <Button
          size="sm"
          variant="secondary"
          icon="sync"
          disabled={isStale}
          aria-busy={tested.kind === 'asking'}
          onClick={() => {
            if (tested.kind !== 'asking') void test();
          }}
        >
          {t('app.config.gateway.test', 'Test the way there')}
        </Button>{' '}
        {isStale && t('app.config.gateway.testStale', 'Save first: what is saved is tested.')}
      </div>
      <div aria-live="polite">
        <TestedNote tested={tested} />
      </div>
    </FieldStack>
  );
}

function TestedNote({
  tested,
}: {
  readonly tested: GatewayTested | { readonly kind: 'none' | 'asking' };
}): React.JSX.Element | null {
  switch (tested.kind) {
    case 'none':
    case 'asking':
      return null;
    case 'works':
      return (
        <EditorNote tone="success">
          {t('app.config.gateway.works', 'The gateway answers, is ready, and accepts this Grafana.')}
        </EditorNote>
      );
    case 'notReady':
      return (
        <EditorNote tone="warning">
          {t('app.config.gateway.notReady', 'The gateway accepts this Grafana, and cannot work now:')}
          <ul>
            {tested.problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </EditorNote>
      );
    case 'failed': {
      const { title, sentence } = troubleWords(tested.trouble);
      return (
        <EditorNote tone="error">
          <strong>{title}.</strong> {sentence} <div>{tested.trouble.reason}</div>
        </EditorNote>
      );
    }
  }
}
