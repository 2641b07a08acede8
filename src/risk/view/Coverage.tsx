import { t } from '@grafana/i18n';
import type { ServiceVerdict } from '@release-risk/contract/verdict';
import { formatShare } from '@release-risk/model/format';
import React from 'react';
import { LongText } from './LongText.tsx';
import { RAW } from '../rawText.ts';

const NAMES_FIT = 300;

/** How much of the model answered, and what did not and why. */
export function Coverage({ service }: { readonly service: ServiceVerdict }): React.JSX.Element {
  const missing = service.signals.filter((one) => one.missing !== null);
  return (
    <>
      {coverageWords(service)}
      {missing.length > 0 && (
        <>
          {' · '}
          {t('panel.coverage.missing', 'missing:')}{' '}
          <LongText
            text={missing.map((one) => `${one.title} (${one.missingReason ?? one.missing ?? ''})`).join(', ')}
            lines={3}
            after={NAMES_FIT}
          />
        </>
      )}
    </>
  );
}

/** "5 of 6 signals, 70% of the weight". */
export function coverageWords({ signals, coverage }: Pick<ServiceVerdict, 'signals' | 'coverage'>): string {
  const present = signals.filter((one) => one.missing === null).length;
  if (present === signals.length) return t('panel.coverage.all', 'all {{n}} signals', { n: present });
  return t('panel.coverage.some', '{{n}} of {{all}} signals, {{share}} of the weight', {
    n: present,
    all: signals.length,
    share: formatShare(coverage ?? 0),
    ...RAW,
  });
}
