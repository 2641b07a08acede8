import { t } from '@grafana/i18n';
import React, { useState } from 'react';
import { Button } from '@grafana/ui';
import { FieldStack } from '../../risk/edit/FieldStack.tsx';
import type { ModelDocument } from '../draft/modelDocument.ts';
import type { Found } from './foundQuery.ts';
import { QueryOffer } from './QueryOffer.tsx';
import { RAW } from '../../risk/rawText.ts';

interface Props {
  readonly found: Found;
  readonly document: ModelDocument;
  readonly bindings: Readonly<Record<string, string>>;
  readonly onAdd: (signals: readonly object[]) => void;
}

const SHOWN = 10;
/** The queries of a dashboard or a rule, each to be tried and taken, and what could not be read. */
export function FoundList({ found, document, bindings, onAdd }: Props): React.JSX.Element {
  const [shown, setShown] = useState(SHOWN);
  const { queries, others, libraryPanels } = found;
  return (
    <FieldStack>
      {queries.length === 0 && <div>{t('app.signals.found.none', 'It asks nothing of Prometheus or Loki.')}</div>}
      {queries.slice(0, shown).map((query) => (
        <QueryOffer key={query.key} found={query} document={document} bindings={bindings} onAdd={onAdd} />
      ))}
      {queries.length > shown && (
        <div>
          <Button
            size="sm"
            variant="secondary"
            onClick={() => {
              setShown(shown + SHOWN);
            }}
          >
            {t('app.signals.found.more', 'Show more of {{number}}', { number: queries.length })}
          </Button>
        </div>
      )}
      {others > 0 && (
        <div>
          {t('app.signals.found.others', '{{count}} queries ask other kinds of datasources, or ones that are gone.', {
            count: others,
            defaultValue_one: '{{count}} query asks another kind of datasource, or one that is gone.',
          })}
        </div>
      )}
      {libraryPanels.length > 0 && (
        <div>
          {t('app.signals.found.library', 'Panels of the library are not looked into: {{names}}.', {
            names: libraryPanels.join(', '),
            ...RAW,
          })}
        </div>
      )}
    </FieldStack>
  );
}
