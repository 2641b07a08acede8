import { t } from '@grafana/i18n';
import { Button, Checkbox, Input } from '@grafana/ui';
import { identityKey, identityName } from '@release-risk/compiler/identity';
import type { Findings } from '@release-risk/propose/propose';
import React, { useState } from 'react';
import { labelsIn } from '../../config/draft/services.ts';
import { FieldFrame } from '../../risk/edit/FieldFrame.tsx';
import { RAW } from '../../risk/rawText.ts';

interface Props {
  readonly findings: Findings;
  /** Keys; undefined: all. */
  readonly chosen: readonly string[] | undefined;
  readonly onChoose: (services: readonly string[] | undefined) => void;
  readonly onLabels: (labels: readonly string[]) => void;
  readonly onNext: () => void;
}

const SEARCH_FROM = 15;
const SHOWN = 60;
/** Which of the services that were found the model is about. */
export function ServicesStep({ findings, chosen, onChoose, onLabels, onNext }: Props): React.JSX.Element {
  const [search, setSearch] = useState('');
  const { labels, services, from } = findings.subject;
  const all = services.map((service) => identityKey(labels, service));
  const kept = new Set(chosen ?? all);
  const wanted = search.trim().toLowerCase();
  const shown = services.filter((service) => identityName(labels, service).toLowerCase().includes(wanted));
  const choose = (keys: readonly string[]): void => {
    onChoose(keys.length === all.length ? undefined : keys);
  };
  return (
    <>
      <div>
        {t('app.start.services.found', '{{count}} services, told apart by {{labels}} (found in {{from}})', {
          count: services.length,
          defaultValue_one: '{{count}} service, told apart by {{labels}} (found in {{from}})',
          labels: labels.join(', '),
          from,
          ...RAW,
        })}
      </div>
      {services.length >= SEARCH_FROM && (
        <Input
          value={search}
          placeholder={t('app.start.services.search', 'Find a service')}
          aria-label={t('app.start.services.search', 'Find a service')}
          onChange={(event) => {
            setSearch(event.currentTarget.value);
          }}
        />
      )}
      <div style={{ display: 'grid', gap: 4, maxHeight: 320, overflow: 'auto' }}>
        {shown.slice(0, SHOWN).map((service) => {
          const key = identityKey(labels, service);
          return (
            <div key={key}>
              <Checkbox
                value={kept.has(key)}
                label={identityName(labels, service)}
                onChange={(event) => {
                  choose(
                    event.currentTarget.checked ? [...kept, key] : all.filter((one) => kept.has(one) && one !== key),
                  );
                }}
              />
            </div>
          );
        })}
        {shown.length > SHOWN && (
          <div>
            {t('app.start.services.more', 'and {{number}} more: search for them', { number: shown.length - SHOWN })}
          </div>
        )}
      </div>
      {services.length > 1 && (
        <div style={{ display: 'flex', gap: 8 }}>
          <Button
            size="sm"
            variant="secondary"
            onClick={() => {
              onChoose(undefined);
            }}
          >
            {t('app.start.services.all', 'All')}
          </Button>
          <Button
            size="sm"
            variant="secondary"
            onClick={() => {
              onChoose([]);
            }}
          >
            {t('app.start.services.none', 'None')}
          </Button>
        </div>
      )}
      <OtherLabels labels={labels} onLabels={onLabels} />
      <div>
        <Button disabled={kept.size === 0} onClick={onNext}>
          {t('app.start.next', 'Continue')}
        </Button>
      </div>
    </>
  );
}

function OtherLabels({
  labels,
  onLabels,
}: {
  readonly labels: readonly string[];
  readonly onLabels: Props['onLabels'];
}): React.JSX.Element {
  const [text, setText] = useState(labels.join(', '));
  return (
    <details>
      <summary style={{ cursor: 'pointer' }}>
        {t('app.start.services.other', 'Other labels tell services apart')}
      </summary>
      <FieldFrame label={t('app.start.services.labels', 'Labels')}>
        {(binding) => (
          <Input
            {...binding}
            value={text}
            addonAfter={
              <Button
                variant="secondary"
                disabled={labelsIn(text).length === 0}
                onClick={() => {
                  onLabels(labelsIn(text));
                }}
              >
                {t('app.start.nothing.again', 'Look again')}
              </Button>
            }
            onChange={(event) => {
              setText(event.currentTarget.value);
            }}
          />
        )}
      </FieldFrame>
    </details>
  );
}
