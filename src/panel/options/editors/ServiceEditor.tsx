import { VariableOrigin, type VariableSuggestion } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Combobox, type ComboboxOption } from '@grafana/ui';
import type { RiskModel } from '@release-risk/model/model';
import React from 'react';
import { FieldFrame } from '../../../risk/edit/FieldFrame.tsx';
import { FieldStack } from '../../../risk/edit/FieldStack.tsx';
import { RadioList } from '../../../risk/edit/RadioList.tsx';
import { textIn, type Part } from '../../../risk/edit/signalDraft.ts';
import { readOptions } from '../options.ts';
import type { RiskPanelOptions } from '../stored.ts';
import { chosenRiskModel } from './chosenRiskModel.ts';
import { editorHost } from './editorHost.ts';
import type { OptionEditorProps } from './panelOptions.tsx';
import { useAppModels } from './useAppModels.ts';
import { RAW } from '../../../risk/rawText.ts';

const SUGGESTED_AT_MOST = 200;
/** All services, or the one that the dashboard's variables choose. */
export default function ServiceEditor({ value, onChange, context }: OptionEditorProps): React.JSX.Element {
  const known = useAppModels(editorHost());
  const options = context.options ?? {};
  const model = chosenRiskModel(options, known);
  const texts: Part | undefined = typeof value === 'object' && value !== null ? { ...value } : undefined;
  const labels = labelsOf(options, model, texts);
  const variables = (context.getSuggestions?.() ?? []).flatMap(variableOf);
  return (
    <FieldStack>
      <RadioList<'all' | 'one'>
        label={t('panel.edit.service.name', 'Services')}
        isLabelDrawn={false}
        value={texts === undefined ? 'all' : 'one'}
        choices={[
          {
            value: 'all',
            label: t('panel.edit.service.all', 'All services'),
            description: t('panel.edit.service.allAbout', 'A list, the worst first; each opens'),
          },
          {
            value: 'one',
            label: t('panel.edit.service.one', 'One service'),
            description: t('panel.edit.service.oneAbout', 'Named here, or chosen by a variable of the dashboard'),
          },
        ]}
        onChange={(chosen) => {
          onChange(chosen === 'all' ? undefined : Object.fromEntries(labels.map((label) => [label, `$${label}`])));
        }}
      />
      {texts !== undefined &&
        labels.map((label) => (
          <ServiceText
            key={label}
            label={label}
            value={textIn(texts, label) ?? ''}
            variables={variables}
            services={servicesOf(model, label)}
            onChange={(text) => {
              onChange({ ...texts, [label]: text });
            }}
          />
        ))}
    </FieldStack>
  );
}

/** The labels that name a service, as far as that is known. */
function labelsOf(options: RiskPanelOptions, model: RiskModel | undefined, texts: Part | undefined): readonly string[] {
  const source = readOptions(options);
  if (source.kind === 'own') return source.own.labels;
  if (model !== undefined) return model.identity.labels;
  const said = Object.keys(texts ?? {});
  return said.length === 0 ? ['service'] : said;
}

/** `$name` of a variable of the dashboard; Grafana's suggestions say how it stands in a link. */
function variableOf({ value, origin }: VariableSuggestion): readonly string[] {
  return origin === VariableOrigin.Template ? [`$${value.split(':')[0] ?? value}`] : [];
}

function servicesOf(model: RiskModel | undefined, label: string): readonly string[] {
  const services = model?.identity.services;
  if (services?.kind !== 'listed') return [];
  return [...new Set(services.list.flatMap((service) => service[label] ?? []))].slice(0, SUGGESTED_AT_MOST);
}

interface TextProps {
  readonly label: string;
  readonly value: string;
  readonly variables: readonly string[];
  readonly services: readonly string[];
  readonly onChange: (text: string) => void;
}

function ServiceText({ label, value, variables, services, onChange }: TextProps): React.JSX.Element {
  const options: ComboboxOption<string>[] = [
    ...variables.map((name) => ({
      value: name,
      label: name,
      description: t('panel.edit.service.variable', 'A variable of this dashboard'),
    })),
    ...services.map((name) => ({ value: name, label: name })),
  ];
  const usual = `$${label}`;
  const variable = /^\$\{?(\w+)/.exec(value)?.[1];
  const isUnknown = variable !== undefined && !variables.includes(`$${variable}`);
  return (
    <FieldFrame
      label={label}
      hint={
        isUnknown
          ? undefined
          : t('panel.edit.service.text', 'A name, or a variable such as ${{label}}', { label, ...RAW })
      }
      error={
        isUnknown
          ? t(
              'panel.edit.service.noVariable',
              'This dashboard has no variable {{variable}}: add it, or write a name.',
              {
                variable,
                ...RAW,
              },
            )
          : undefined
      }
    >
      {({ id }) => (
        <Combobox<string>
          id={id}
          createCustomValue
          value={value === '' ? null : value}
          placeholder={usual}
          options={options}
          invalid={isUnknown}
          onChange={(option) => {
            onChange(option.value);
          }}
        />
      )}
    </FieldFrame>
  );
}
