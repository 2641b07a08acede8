import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, ClipboardButton, useStyles2 } from '@grafana/ui';
import { modelDocument } from '@release-risk/compiler/emit/dashboards/modelDocument';
import React, { useMemo } from 'react';
import { Document } from 'yaml';
import { FieldStack } from '../../../risk/edit/FieldStack.tsx';
import type { Host } from '../../../risk/host.ts';
import type { OwnModel } from '../../own/ownModel.ts';
import type { OwnTarget } from '../../own/ownTargets.ts';
import { CodeBlock } from '../../../risk/edit/CodeBlock.tsx';
import { Disclosure } from '../../../risk/edit/Disclosure.tsx';
import { download } from '../../../risk/edit/download.ts';
import { EditorNote } from '../../../risk/edit/EditorNote.tsx';
import { SaveToApp } from './SaveToApp.tsx';
import { RAW } from '../../../risk/rawText.ts';

type Made = Extract<OwnModel, { ok: true }>;

interface Props {
  readonly host: Host;
  readonly made: OwnModel;
  readonly targets: readonly OwnTarget[];
  readonly showModel: (name: string) => void;
}

/** Own queries as a model: what alert rules, pipelines and other panels can use. */
export function ModelExport({ host, made, targets, showModel }: Props): React.JSX.Element {
  return (
    <FieldStack>
      <Disclosure title={t('panel.edit.export.open', 'Turn into a model')}>
        {made.ok ? (
          <Exported host={host} made={made} targets={targets} showModel={showModel} />
        ) : (
          <EditorNote tone="warning" isAnswer>
            {made.findings.length === 0
              ? t(
                  'panel.edit.export.nothing',
                  'None of these queries is of Prometheus or Loki: no rule could ask them.',
                )
              : t('panel.edit.export.unfinished', 'Mend what is marked above first.')}
          </EditorNote>
        )}
      </Disclosure>
    </FieldStack>
  );
}

function Exported({ host, made, targets, showModel }: Omit<Props, 'made'> & { readonly made: Made }) {
  const styles = useStyles2(getStyles);
  const yaml = useMemo(() => new Document(modelDocument(made.model)).toString({ lineWidth: 0 }), [made]);
  const left = targets.filter(({ kind }) => kind === 'panel').map(({ refId }) => refId);
  return (
    <FieldStack>
      <EditorNote>
        {t(
          'panel.edit.export.about',
          'With a model the same score alerts, gates a pipeline and rolls back. Variables are written in as they stand now.',
        )}
      </EditorNote>
      {left.length > 0 && (
        <EditorNote tone="warning">
          {t('panel.edit.export.left', 'Left out, since no rule can ask them: {{refIds}}', {
            refIds: left.join(', '),
            ...RAW,
          })}
        </EditorNote>
      )}
      <CodeBlock label={t('panel.edit.export.yaml', 'The model as YAML')} text={yaml} highest={280} />
      <div className={styles.actions}>
        <ClipboardButton size="sm" variant="secondary" icon="copy" getText={() => yaml}>
          {t('panel.edit.export.copy', 'Copy')}
        </ClipboardButton>
        <Button
          size="sm"
          variant="secondary"
          icon="download-alt"
          onClick={() => {
            download(`${made.model.name}.yaml`, yaml);
          }}
        >
          {t('panel.edit.export.download', 'Download')}
        </Button>
      </div>
      <SaveToApp host={host} made={made} showModel={showModel} />
    </FieldStack>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  actions: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) }),
});
