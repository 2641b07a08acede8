import { useEffect, useState } from 'react';
import { useApp } from '../../app/AppContext.ts';
import type { Judged } from '../../risk/judged.ts';
import { abortable } from '../../risk/read/abortable.ts';
import { remoteOf } from '../../risk/read/remoteOf.ts';
import type { Remote } from '../../risk/remote.ts';
import type { RulesOfService } from '../../risk/surroundings.ts';
import { askAlertHistory, type AlertChange } from './alertHistory.ts';

/** How the alerts of a service changed since `from` (epoch seconds); asked anew with each score. */
export function useAlertHistory(
  rules: Remote<RulesOfService>,
  judged: Judged | undefined,
  labels: Readonly<Record<string, string>>,
  from: number,
): Remote<readonly AlertChange[]> {
  const { host } = useApp();
  const [history, setHistory] = useState<Remote<readonly AlertChange[]>>({ kind: 'loading' });
  useEffect(() => {
    if (judged === undefined || rules.kind === 'loading') return undefined;
    if (rules.kind === 'failed') {
      setHistory(rules);
      return undefined;
    }
    const span = { from, to: judged.at };
    const asked = remoteOf(
      abortable((signal) => askAlertHistory(host, rules.value, judged.model, labels, span, signal)),
    );
    const subscription = asked.subscribe(setHistory);
    return () => {
      subscription.unsubscribe();
    };
  }, [host, rules, judged, labels, from]);
  return history;
}
