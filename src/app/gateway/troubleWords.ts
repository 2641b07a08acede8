import { t } from '@grafana/i18n';
import type { GatewayTrouble } from './gatewayTrouble.ts';

interface TroubleWords {
  readonly title: string;
  /** What to do about it; empty: the gateway's own hint says it. */
  readonly sentence: string;
}

/** What is wrong with the way to the gateway, or with what was asked of it. */
export function troubleWords({ kind, hint }: Pick<GatewayTrouble, 'kind' | 'hint'>): TroubleWords {
  switch (kind) {
    case 'offline':
      return {
        title: t('app.gateway.offline', 'Grafana did not answer'),
        sentence: t('app.gateway.offlineNext', 'Check the connection to Grafana; this page asks again by itself.'),
      };
    case 'signedOut':
      return {
        title: t('app.gateway.signedOut', 'You are not signed in any more'),
        sentence: t('app.gateway.signedOutNext', 'Sign in to Grafana again.'),
      };
    case 'switchedOff':
      return {
        title: t('app.gateway.switchedOff', 'Release Risk is switched off'),
        sentence: t('app.gateway.switchedOffNext', 'An admin of this Grafana can enable it on the plugin’s own page.'),
      };
    case 'noRoute':
      return {
        title: t('app.gateway.noRoute', 'Grafana has an older version of the plugin loaded'),
        sentence: t('app.gateway.noRouteNext', 'It knows no way to the gateway yet: restart Grafana.'),
      };
    case 'mayNotCall':
      return {
        title: t('app.gateway.mayNotCall', 'Grafana does not let you do this'),
        sentence: t(
          'app.gateway.mayNotCallNext',
          'It needs the permission releaserisk-app.rollbacks:decide, which Editors have. Ask an admin of this Grafana.',
        ),
      };
    case 'down':
      return {
        title: t('app.gateway.down', 'The rollback gateway does not answer'),
        sentence: t(
          'app.gateway.downNext',
          'Grafana’s machine reaches nothing at its address. Alerts are not lost: the gateway looks for them when it is back. Until then roll back by the pipeline.',
        ),
      };
    case 'otherServer':
      return {
        title: t('app.gateway.otherServer', 'Something else than a rollback gateway answers'),
        sentence: t(
          'app.gateway.otherServerNext',
          'Check its address in the configuration of Release Risk, and what stands between Grafana and it.',
        ),
      };
    case 'otherVersion':
      return {
        title: t('app.gateway.otherVersion', 'The gateway’s answer is not understood'),
        sentence: t(
          'app.gateway.otherVersionNext',
          'The plugin and the gateway are of versions that do not fit, or another server answers at its address.',
        ),
      };
    case 'notAuthorized':
      return {
        title: t('app.gateway.notAuthorized', 'The gateway does not accept this Grafana'),
        sentence: t(
          'app.gateway.notAuthorizedNext',
          'The secret in the configuration of Release Risk is not the gateway’s own, or the gateway cannot check who is signed in here.',
        ),
      };
    case 'storeDown':
      return {
        title: t('app.gateway.storeDown', 'The gateway cannot write anything down'),
        sentence: t(
          'app.gateway.storeDownNext',
          'Nothing was changed. Its log and /readyz say why; try again when it is ready.',
        ),
      };
    case 'notFound':
      return {
        title: t('app.gateway.notFound', 'The gateway does not know this rollback'),
        sentence: t(
          'app.gateway.notFoundNext',
          'It may have been removed after its time of keeping, or a pipeline wrote it down without the gateway.',
        ),
      };
    case 'tooLate':
      return { title: t('app.gateway.tooLate', 'Too late: it changed meanwhile'), sentence: hint };
    case 'mayNot':
      return { title: t('app.gateway.mayNot', 'The gateway does not let you do this'), sentence: hint };
    case 'other':
      return { title: t('app.gateway.other', 'The gateway refused'), sentence: hint };
  }
}

/** The same on one line, beside the control that was used: the gateway's own words where it has better ones. */
export function troubleLine(trouble: GatewayTrouble): string {
  const { title, sentence } = troubleWords(trouble);
  const said = SAYS_IT_BETTER.includes(trouble.kind) ? trouble.reason : title;
  return [said, sentence].filter((one) => one !== '').join(/[.!?]$/.test(said) ? ' ' : '. ');
}

const SAYS_IT_BETTER: readonly GatewayTrouble['kind'][] = ['tooLate', 'mayNot', 'other'];
