import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { queryRuns } from '@release-risk/apply/costChecks';
import type { RiskModel } from '@release-risk/model/model';
import React from 'react';
import { AreaField } from '../../risk/edit/AreaField.tsx';
import { ChoiceField } from '../../risk/edit/ChoiceField.tsx';
import { EditorNote } from '../../risk/edit/EditorNote.tsx';
import { findingAt, findingsBeside, findingText, type Finding } from '../../risk/edit/finding.ts';
import { LineField } from '../../risk/edit/LineField.tsx';
import { textIn, withMember, type SignalDraft } from '../../risk/edit/signalDraft.ts';
import { SIGNAL_MEMBERS, SignalFields } from '../../risk/edit/SignalFields.tsx';
import { datasourcesOf, typeOfDatasource } from '../draft/datasources.ts';
import type { ModelDocument } from '../draft/modelDocument.ts';
import { titled } from '../draft/signalId.ts';
import { idOf, signalsOf } from '../draft/signals.ts';
import { QueryText } from '../text/QueryText.tsx';
import { Editable } from './Editable.tsx';
import { FieldGrid } from './FieldGrid.tsx';

interface Props {
  readonly document: ModelDocument;
  readonly at: number;
  readonly signal: SignalDraft;
  readonly onChange: (signal: SignalDraft) => void;
  /** Its share of all weights, 0..1. */
  readonly share: number;
  readonly findings: readonly Finding[];
  /** The signal as it will be judged, where the model can be read. */
  readonly read: RiskModel['signals'][number] | undefined;
  /** What tests it. */
  readonly test: React.ReactNode;
}

const ADDRESS = 'https://';

/** What has a field in the card. */
const MEMBERS = [...SIGNAL_MEMBERS, 'id', 'datasource', 'query', 'description', 'runbook'];

/** Everything about one signal. */
export function SignalCard({ document, at, signal, onChange, share, findings, read, test }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const datasource = textIn(signal, 'datasource');
  const type = typeOfDatasource(document, datasource);
  const line = (member: string) => ({
    value: textIn(signal, member) ?? '',
    onChange: (text: string) => {
      onChange(withMember(signal, member, text === '' ? undefined : text));
    },
    error: findingAt(findings, member),
  });
  return (
    <div className={styles.card}>
      {findingsBeside(findings, MEMBERS).map((finding) => (
        <EditorNote key={`${finding.path} ${findingText(finding)}`} tone="error" isAnswer>
          {findingText(finding)}
        </EditorNote>
      ))}
      <div className={styles.columns}>
        <div className={styles.column}>
          <Editable>
            <ChoiceField
              label={t('app.config.signal.datasource', 'Datasource')}
              value={datasource}
              choices={datasourcesOf(document).map(({ name }) => ({ value: name, label: name }))}
              onChange={(name) => {
                onChange(withMember(signal, 'datasource', name));
              }}
              error={findingAt(findings, 'datasource')}
            />
            <QueryText
              label={t('app.config.signal.query', 'Query')}
              hint={t('app.config.signal.queryAbout', 'One number per service, labelled with the identity labels.')}
              type={type}
              value={textIn(signal, 'query') ?? ''}
              onChange={(query) => {
                onChange(withMember(signal, 'query', query));
              }}
              error={findingAt(findings, 'query')}
            />
          </Editable>
          {test}
          {read !== undefined && <Cost read={read} />}
          <Editable>
            <FieldGrid>
              <LineField
                label={t('app.config.signal.id', 'Id')}
                hint={t('app.config.signal.idAbout', 'Its stable name in rules: another id is another signal')}
                longest={40}
                {...line('id')}
              />
              <LineField label={t('app.config.signal.runbook', 'Runbook')} placeholder={ADDRESS} {...line('runbook')} />
            </FieldGrid>
            <AreaField label={t('app.config.signal.description', 'Description')} {...line('description')} />
          </Editable>
        </div>
        <div className={styles.column}>
          <Editable>
            <SignalFields
              draft={signal}
              onChange={(next) => {
                onChange(titled(signal, next, takenIds(document, at)));
              }}
              untitled={idOf(signal)}
              share={share}
              findings={findings}
              type={type ?? 'prometheus'}
              isWholeModel
            />
          </Editable>
        </div>
      </div>
    </div>
  );
}

function takenIds(document: ModelDocument, at: number): ReadonlySet<string> {
  return new Set(
    signalsOf(document)
      .filter((_, index) => index !== at)
      .map(idOf),
  );
}

/** From here on a signal costs more than everything else in a rule together. */
const DEAR = 500;

/** What judging the signal costs the datasource. Rules look every minute where nothing else is said. */
function Cost({ read }: { readonly read: RiskModel['signals'][number] }): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const runs = queryRuns(read);
  const text = t('app.config.signal.cost', 'Costs about {{count}} runs of its query at each look, once a minute.', {
    count: runs,
    defaultValue_one: 'Costs {{count}} run of its query at each look, once a minute.',
  });
  if (runs < DEAR) return <div className={styles.cost}>{text}</div>;
  return (
    <EditorNote tone="warning">
      {text}{' '}
      {t(
        'app.config.signal.dear',
        'The same hour of past weeks takes a few look-ups; recorded baselines take one and suit many services.',
      )}
    </EditorNote>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const stack = {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: theme.spacing(1.5),
    alignContent: 'start',
  };
  return {
    card: css({ ...stack, padding: theme.spacing(2), borderTop: `1px solid ${theme.colors.border.weak}` }),
    columns: css({
      display: 'grid',
      gridTemplateColumns: 'repeat(auto-fit, minmax(min(320px, 100%), 1fr))',
      gap: theme.spacing(2, 3),
    }),
    column: css({ ...stack, minWidth: 0 }),
    cost: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  };
};
