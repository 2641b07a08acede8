import { escapeRegex, type PanelProps } from '@grafana/data';
import React, { useCallback, useMemo, useRef, useState } from 'react';
import { serviceActions } from '../risk/act/serviceActions.ts';
import type { Actions } from '../risk/act/actions.ts';
import type { Host } from '../risk/host.ts';
import type { Look } from '../risk/judged.ts';
import { OncePerTick } from '../risk/read/oncePerTick.ts';
import type { Context } from '../risk/read/context.ts';
import { ScoreMemory } from '../risk/read/scoreMemory.ts';
import { useSurroundings, type Subject } from '../risk/read/useSurroundings.ts';
import { LookView } from '../risk/view/LookView.tsx';
import { useNow } from '../risk/view/useNow.ts';
import { grafanaHost } from '../runtime/grafanaHost.ts';
import { openPanelEditor } from '../runtime/openPanelEditor.ts';
import { readOptions } from './options/options.ts';
import type { RiskPanelOptions } from './options/stored.ts';
import type { PanelInput } from './panelInput.ts';
import { usePublishedTargets } from './usePublishedTargets.ts';
import { usePanelLook } from './usePanelLook.ts';

/** All panels of a page ask for the same things: once is enough. */
const MEMORY = { once: new OncePerTick(), scores: new ScoreMemory() };

const DAY = 86_400;
const QUARTER = 900;

/** The risk panel: its inputs become a look at a model, and that is drawn. */
export default function RiskPanel(props: PanelProps<RiskPanelOptions>): React.JSX.Element {
  const { id, width, height, timeRange, timeZone } = props;
  const host = useMemo(grafanaHost, []);
  const [attempt, setAttempt] = useState(0);
  const [selected, setSelected] = useState<string>();
  const again = useCallback(() => {
    setAttempt((count) => count + 1);
  }, []);
  const input = usePanelInput(props, attempt);
  usePublishedTargets(input, host.datasources, (written) => {
    props.onOptionsChange({ ...props.options, ...written });
  });
  const all = usePanelLook(input, host, MEMORY);
  const opened = useMemo(() => openedInput(input, all.look, selected), [input, all.look, selected]);
  const one = usePanelLook(opened, host, MEMORY);
  const { look, context } = opened === undefined ? all : one;
  const subject = useSubject(look, context, selected, timeRange.from.valueOf() / 1000, attempt);
  const surroundings = useSurroundings(subject, host, MEMORY);
  const actions = useActions(host, context, props.timeRange, again);
  return (
    <LookView
      look={look}
      width={width}
      height={height}
      now={useNow(10)}
      selected={selected}
      onSelect={setSelected}
      surroundings={surroundings}
      actions={actions}
      timeZone={timeZone}
      setUp={() => {
        openPanelEditor(id);
      }}
    />
  );
}

/** The inputs as one value that changes only when something in it does. */
function usePanelInput(props: PanelProps<RiskPanelOptions>, attempt: number): PanelInput {
  const { data, options, timeRange, replaceVariables } = props;
  const replace = useRef(replaceVariables);
  replace.current = replaceVariables;
  // Variables change what the options mean without changing them.
  const meant = replaceVariables(JSON.stringify([options['service'], options['bindings']]) ?? '');
  const source = useMemo(() => readOptions(options), [options]);
  return useMemo(
    () => ({
      source,
      data,
      timeRange,
      replace: (text) => replace.current(text),
      replaceInQuery: (text) => replace.current(text, undefined, inQuery),
      attempt,
      meant,
    }),
    [source, data, timeRange, attempt, meant],
  );
}

/** One value as it is; several as the alternatives of an expression, as Grafana's own datasources write them. */
function inQuery(value: unknown): string {
  if (!Array.isArray(value)) return String(value);
  const [first, ...others] = value.map(String);
  if (others.length === 0) return first ?? '';
  return `(${[first, ...others].map((one) => escapeRegex(one ?? '')).join('|')})`;
}

/** Recorded scores have no readings behind them: the service that is opened is asked for by itself. */
function openedInput(input: PanelInput, look: Look, selected: string | undefined): PanelInput | undefined {
  if (look.kind !== 'judged' || look.judged.origin !== 'recorded' || input.source.kind !== 'live') return undefined;
  const service = look.judged.services.find((one) => one.service === selected);
  return service === undefined ? undefined : { ...input, source: { ...input.source, service: service.labels } };
}

/** The service that is shown whole: the selected one, or the only one. */
function useSubject(
  look: Look,
  context: Context,
  selected: string | undefined,
  from: number,
  attempt: number,
): Subject | undefined {
  return useMemo(() => {
    const judged = look.kind === 'judged' ? look.judged : undefined;
    const [first, second] = judged?.services ?? [];
    const service =
      selected === undefined
        ? second === undefined
          ? first
          : undefined
        : judged?.services.find((one) => one.service === selected);
    if (judged === undefined || service === undefined) return undefined;
    const { at } = judged;
    return { judged, service, context, from: Math.max(at - DAY, Math.min(at - QUARTER, from)), attempt };
  }, [look, context, selected, from, attempt]);
}

function useActions(host: Host, context: Context, timeRange: PanelProps['timeRange'], again: () => void): Actions {
  return useMemo(() => {
    const range = { from: rawText(timeRange.raw.from), to: rawText(timeRange.raw.to) };
    const { bindings } = context;
    return {
      retry: again,
      of: (judged, service) =>
        serviceActions({ host, judged, bindings, range, now: () => Date.now(), written: again }, service),
    };
  }, [host, context, timeRange, again]);
}

function rawText(raw: PanelProps['timeRange']['raw']['from']): string {
  return typeof raw === 'string' ? raw : String(raw.valueOf());
}
