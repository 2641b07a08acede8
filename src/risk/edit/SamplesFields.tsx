import { t } from '@grafana/i18n';
import React from 'react';
import { FieldStack } from './FieldStack.tsx';
import { findingAt, type Finding } from './finding.ts';
import { NumberField } from './NumberField.tsx';
import { QueryField } from './QueryField.tsx';
import { numberIn, partIn, textIn, withMember, type SignalDraft } from './signalDraft.ts';
import { SwitchField } from './SwitchField.tsx';

interface Props {
  readonly draft: SignalDraft;
  readonly onChange: (draft: SignalDraft) => void;
  readonly findings: readonly Finding[];
}

const AT_LEAST = 20;

/** How many events stand behind a reading, and whether none of the counted ones means zero. */
export function SamplesFields({ draft, onChange, findings }: Props): React.JSX.Element {
  const samples = partIn(draft, 'samples');
  const query = textIn(samples, 'query') ?? '';
  const atLeast = numberIn(samples, 'atLeast');
  const write = (said: { readonly query?: string; readonly atLeast?: number | undefined }) => {
    const next = { query, atLeast, ...said };
    const isGone = next.query.trim() === '';
    const kept = { query: next.query, atLeast: next.atLeast ?? AT_LEAST };
    onChange(withMember(draft, 'samples', isGone ? undefined : kept));
  };
  return (
    <FieldStack>
      <QueryField
        label={t('panel.edit.samples.query', 'Events behind a reading')}
        hint={t(
          'panel.edit.samples.queryAbout',
          'A query of the same datasource: with too few events the reading does not count. Empty: every reading counts.',
        )}
        value={query}
        onChange={(text) => {
          write({ query: text });
        }}
        error={findingAt(findings, 'samples', ['samples.atLeast'])}
      />
      {query !== '' && (
        <NumberField
          label={t('panel.edit.samples.atLeast', 'At least this many events')}
          value={atLeast}
          placeholder={String(AT_LEAST)}
          least={1}
          onChange={(number) => {
            write({ atLeast: number });
          }}
          error={findingAt(findings, 'samples.atLeast')}
        />
      )}
      {(query !== '' || draft.empty === 'zero') && (
        <SwitchField
          label={t('panel.edit.empty.label', 'No row means zero')}
          hint={t(
            'panel.edit.empty.about',
            'A query that counts errors gives no row while there are none. The query of events tells that from no data.',
          )}
          value={draft.empty === 'zero'}
          onChange={(isZero) => {
            onChange(withMember(draft, 'empty', isZero ? 'zero' : undefined));
          }}
          error={findingAt(findings, 'empty')}
        />
      )}
    </FieldStack>
  );
}
