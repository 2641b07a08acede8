import { t } from '@grafana/i18n';
import type { ServiceVerdict, VerdictWord } from '@release-risk/contract/verdict';
import React, { useEffect, useRef, useState } from 'react';
import { srOnly } from './srOnly.ts';
import { verdictWord } from './verdictWords.ts';
import { RAW } from '../rawText.ts';

interface Props {
  /** Undefined while nothing is known: what was known before is then still remembered. */
  readonly services: readonly ServiceVerdict[] | undefined;
}

const SPOKEN = 3;

/** The one live region of the panel: speaks when a verdict changes, and only then. */
export function VerdictAnnouncer({ services }: Props): React.JSX.Element {
  const before = useRef<ReadonlyMap<string, VerdictWord | null>>(new Map());
  const [text, setText] = useState('');
  useEffect(() => {
    if (services === undefined) return;
    const changed = services.filter(({ service, verdict }) => {
      const last = before.current.get(service);
      return last !== undefined && last !== verdict;
    });
    before.current = new Map(services.map(({ service, verdict }) => [service, verdict]));
    if (changed.length > 0) setText(changedWords(changed));
  }, [services]);
  return (
    <div role="status" aria-live="polite" aria-atomic="true" className={srOnly}>
      {text}
    </div>
  );
}

function changedWords(changed: readonly ServiceVerdict[]): string {
  const spoken = changed.slice(0, SPOKEN).map(({ service, verdict, sentence }) =>
    t('panel.announce.verdict', '{{service}} is now {{verdict}}. {{sentence}}.', {
      service,
      verdict: verdictWord(verdict ?? 'Inconclusive'),
      sentence,
      ...RAW,
    }),
  );
  const more = changed.length - spoken.length;
  if (more > 0) {
    spoken.push(
      t('panel.announce.more', '{{count}} more verdicts changed.', {
        count: more,
        defaultValue_one: '{{count}} more verdict changed.',
      }),
    );
  }
  return spoken.join(' ');
}
