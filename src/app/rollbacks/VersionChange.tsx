import { css } from '@emotion/css';
import { t } from '@grafana/i18n';
import type { Rollback } from '@release-risk/contract/rollback';
import React from 'react';
import { LongText } from '../../risk/view/LongText.tsx';
import { srOnly } from '../../risk/view/srOnly.ts';

const TEXT_FITS = 120;

/** Which version goes and which one comes back, as far as they are known. */
export function VersionChange({
  rollback: { deployment, target },
}: {
  readonly rollback: Pick<Rollback, 'deployment' | 'target'>;
}): React.JSX.Element {
  const unknown = t('app.rollbacks.versionUnknown', 'version not known');
  return (
    <span className={whole}>
      <LongText text={deployment.version ?? unknown} lines={1} after={TEXT_FITS} />
      <span aria-hidden="true"> → </span>
      <span className={srOnly}> {t('app.rollbacks.to', 'back to')} </span>
      <LongText text={target ?? unknown} lines={1} after={TEXT_FITS} />
    </span>
  );
}

const whole = css({ position: 'relative', overflowWrap: 'anywhere' });

/** The same as one text, for headings. */
export function versionChangeText({ deployment, target }: Pick<Rollback, 'deployment' | 'target'>): string {
  return [deployment.version, target].filter((one) => one !== null).join(' → ');
}
