import { t } from '@grafana/i18n';
import type { Host } from '../../../risk/host.ts';

/** What plugin.json wants of whoever decides. */
const DECIDE = 'releaserisk-app.rollbacks:decide';

/** Why this user may not decide; undefined: they may, as far as Grafana knows. */
export function whyNotDecide(host: Host): string | undefined {
  if (host.user === undefined) {
    return t('panel.action.signIn', 'Sign in to do this: who did it is written down.');
  }
  if (host.may(DECIDE)) return undefined;
  return t('panel.action.permission', 'Your role lacks the permission {{permission}}. Ask an admin of this Grafana.', {
    permission: DECIDE,
  });
}
