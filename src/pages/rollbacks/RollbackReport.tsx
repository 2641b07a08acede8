import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, LinkButton, useStyles2 } from '@grafana/ui';
import { callGateway } from '@release-risk/contract/gatewayClient';
import React from 'react';
import { useApp } from '../../app/AppContext.ts';
import { troubleOf } from '../../app/gateway/gatewayTrouble.ts';
import { troubleWords } from '../../app/gateway/troubleWords.ts';
import { GATEWAY_ADDRESS } from '../../risk/addresses.ts';
import { download } from '../../risk/edit/download.ts';
import { DeedLine } from '../../risk/view/DeedLine.tsx';
import { useDeed } from '../../risk/view/useDeed.ts';

/** The post-incident report, to be read now or kept as a file. */
export function RollbackReport({ id }: { readonly id: string }): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const { host } = useApp();
  const [deed, run] = useDeed();
  const save = (): Promise<boolean> =>
    run(async () => {
      try {
        const text = await callGateway(host.gateway, 'report', { path: { id }, query: { format: 'markdown' } });
        download(`rollback-${id}.md`, text, 'text/markdown');
      } catch (error) {
        throw new Error(troubleWords(troubleOf(error)).title, { cause: error });
      }
    });
  return (
    <div className={styles.buttons}>
      <LinkButton
        size="sm"
        variant="secondary"
        icon="file-alt"
        target="_blank"
        rel="noreferrer"
        href={host.address(`${GATEWAY_ADDRESS}/v1/rollbacks/${encodeURIComponent(id)}/report?format=html`)}
      >
        {t('app.rollback.openReport', 'Open the report')}
      </LinkButton>
      <Button
        size="sm"
        variant="secondary"
        icon="download-alt"
        aria-busy={deed.kind === 'running'}
        onClick={() => {
          if (deed.kind !== 'running') void save();
        }}
      >
        {t('app.rollback.saveReport', 'Save as Markdown')}
      </Button>
      <DeedLine
        deed={deed}
        running={t('app.rollback.savingReport', 'Reading it…')}
        done={t('app.rollback.savedReport', 'Saved')}
      />
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  buttons: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0.75) }),
});
