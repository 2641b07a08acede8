import { css } from '@emotion/css';
import type { GrafanaTheme2, TimeRange } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import type { ServiceVerdict } from '@release-risk/contract/verdict';
import React, { useMemo } from 'react';
import { Link } from 'react-router-dom-v5-compat';
import { useApp } from '../../app/AppContext.ts';
import { releasesOfServicePath } from '../../app/paths.ts';
import { releasesIn } from '../../app/releases/release.ts';
import { ReleaseTable } from '../../app/releases/ReleaseTable.tsx';
import type { RangeTexts } from '../../app/urlTimeRange.ts';
import { useWidth } from '../../app/useWidth.ts';
import type { Actions } from '../../risk/act/actions.ts';
import { serviceActions } from '../../risk/act/serviceActions.ts';
import type { Host } from '../../risk/host.ts';
import type { Judged } from '../../risk/judged.ts';
import type { Context } from '../../risk/read/context.ts';
import { useSurroundings, type Subject } from '../../risk/read/useSurroundings.ts';
import type { Story } from '../../risk/surroundings.ts';
import type { Clock } from '../../risk/view/clock.ts';
import { layoutOf } from '../../risk/view/layout.ts';
import { srOnly } from '../../risk/view/srOnly.ts';
import { ServiceDetail } from '../../risk/view/ServiceDetail.tsx';
import { AlertHistory } from './AlertHistory.tsx';
import { SectionTitle } from './SectionTitle.tsx';
import { ServiceRollbacks } from './ServiceRollbacks.tsx';
import { SignalCharts } from './SignalCharts.tsx';
import { useAlertHistory } from './useAlertHistory.ts';

interface Props {
  readonly host: Host;
  readonly judged: Judged;
  readonly service: ServiceVerdict;
  readonly context: Context;
  readonly range: TimeRange;
  /** The same as Grafana writes it. */
  readonly texts: RangeTexts;
  readonly clock: Clock;
  readonly isOld: boolean;
  readonly attempt: number;
  readonly again: () => void;
  readonly setRange: (texts: RangeTexts) => void;
}

/** How many readings of each signal a chart has room for. */
const POINTS = 180;
const TALL = 1000;

/** Everything about a service: how it stands, how it came to that, and what was done. */
export function ServiceStory(props: Props): React.JSX.Element {
  const { host, judged, service, context, range, texts, clock, isOld, attempt, again, setRange } = props;
  const styles = useStyles2(getStyles);
  const { memory, settings } = useApp();
  const [ref, width] = useWidth(1000);
  const from = Math.floor(range.from.valueOf() / 1000);
  const subject = useMemo(
    (): Subject => ({ judged, service, context, from: Math.min(from, judged.at - 60), points: POINTS, attempt }),
    // Each answer moves the range on: what is drawn around it is asked once with it.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [judged, service, context, attempt],
  );
  const surroundings = useSurroundings(subject, host, memory);
  const history = useAlertHistory(surroundings.rules, judged, service.labels, subject.from);
  const actions = useMemo((): Actions => {
    const { bindings } = context;
    return {
      retry: again,
      of: (of, one) =>
        serviceActions({ host, judged: of, bindings, range: texts, now: () => Date.now(), written: again }, one),
    };
    // `again` and `texts` are new with each drawing, and the same while nothing changes.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [host, context, texts.from, texts.to]);
  const { story } = surroundings;
  return (
    <div ref={ref} className={styles.story}>
      <h2 className={srOnly}>{t('app.service.now', 'How it stands')}</h2>
      <ServiceDetail
        judged={judged}
        service={service}
        surroundings={surroundings}
        actions={actions}
        layout={layoutOf(width, TALL)}
        width={width}
        clock={clock}
        isOld={isOld}
      />
      <SignalCharts
        judged={judged}
        service={service}
        surroundings={surroundings}
        actions={actions.of(judged, service)}
        range={range}
        clock={clock}
        onRange={(start, end) => {
          setRange({ from: String(Math.round(start)), to: String(Math.round(end)) });
        }}
      />
      <AlertHistory changes={history} story={story} from={subject.from} clock={clock} />
      {settings.kind === 'ok' && settings.value.gateway.url !== '' && (
        <ServiceRollbacks labels={service.labels} clock={clock} />
      )}
      <section>
        <SectionTitle
          title={t('app.service.deployments', 'Deployments')}
          more={
            <Link to={releasesOfServicePath(judged.model.name, service.labels)} className={styles.link}>
              {t('app.service.compare', 'Compare releases')}
            </Link>
          }
        />
        {story.kind === 'ok' && story.value.deployments.length > 0 && (
          <ReleaseTable
            caption={t('app.service.deployments', 'Deployments')}
            releases={releasesOf(story.value)}
            clock={clock}
            services={false}
          />
        )}
        {story.kind === 'ok' && story.value.deployments.length === 0 && (
          <p className={styles.quiet}>
            {t(
              'app.service.noDeployments',
              'No deployment was written down yet: "release-risk deploy start" in the pipeline does it.',
            )}
          </p>
        )}
        {story.kind === 'failed' && (
          <p className={styles.quiet}>
            {t('app.service.deploymentsUnread', 'The deployments could not be read:')} {story.reason} {story.hint}
          </p>
        )}
      </section>
    </div>
  );
}

function releasesOf({ deployments, rollback, acknowledgement }: Story) {
  return releasesIn({
    deployments,
    rollbacks: rollback === undefined ? [] : [rollback],
    acknowledgements: acknowledgement === undefined ? [] : [acknowledgement],
  });
}

const getStyles = (theme: GrafanaTheme2) => ({
  // The panel's parts measure themselves against what holds them.
  story: css({ containerType: 'inline-size', minWidth: 0 }),
  link: css({ color: theme.colors.text.link, '&:hover': { textDecoration: 'underline' } }),
  quiet: css({ margin: 0, color: theme.colors.text.secondary, overflowWrap: 'anywhere' }),
});
