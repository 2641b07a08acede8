import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, useStyles2 } from '@grafana/ui';
import React, { useMemo, useState } from 'react';
import { EditorNote } from '../../risk/edit/EditorNote.tsx';
import type { HostDatasource } from '../../risk/host.ts';
import { GradeShape } from '../../risk/view/GradeShape.tsx';
import { toneColors, TONE_OF_MARK } from '../../risk/view/tones.ts';
import type { ModelDocument } from '../draft/modelDocument.ts';
import { signalReadings } from '../whatIf/askedSignals.ts';
import { boundModel } from '../whatIf/bound.ts';
import { oneSignal, testedBy, type TestedService } from '../whatIf/oneSignal.ts';
import { problemSentence } from '../whatIf/problemSentence.ts';
import type { Readings } from '../whatIf/useReadings.ts';
import { RAW } from '../../risk/rawText.ts';

interface Props {
  readonly document: ModelDocument;
  readonly at: number;
  readonly bindings: Readonly<Record<string, string>>;
  readonly datasources: readonly HostDatasource[];
  readonly readings: Readings;
}

const FEW = 8;
/** Asks one signal right now: what every service has, and how that is graded. */
export function SignalTest({ document, at, bindings, datasources, readings }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const [wasTested, setTested] = useState(false);
  const alone = useMemo(() => oneSignal(document, at), [document, at]);
  const bound = useMemo(
    () => (alone.ok ? boundModel(alone.model, bindings, datasources) : undefined),
    [alone, bindings, datasources],
  );
  const { known } = readings;
  const tested = useMemo(() => {
    if (bound?.ok !== true || known === undefined) return undefined;
    const [signal] = bound.model.signals;
    const found = signal && signalReadings(known, bound.model, signal, bound.bindings);
    return found && testedBy(bound.model, known.services, found);
  }, [bound, known]);
  return (
    <div className={styles.test}>
      <div>
        <Button
          size="sm"
          variant="secondary"
          icon={readings.isAsking ? 'spinner' : 'play'}
          disabled={readings.isAsking}
          onClick={() => {
            setTested(true);
            if (bound?.ok === true) readings.ask(bound.model, bound.bindings);
          }}
        >
          {readings.isAsking ? t('app.config.test.asking', 'Asking…') : t('app.config.test.now', 'Test now')}
        </Button>
      </div>
      {wasTested && !alone.ok && (
        <EditorNote tone="warning" isAnswer>
          {t('app.config.test.mendFirst', 'It cannot be asked yet: {{reason}}', {
            reason: alone.diagnostics[0]?.message ?? '',
            ...RAW,
          })}
        </EditorNote>
      )}
      {wasTested && bound?.ok === false && (
        <EditorNote tone="warning" isAnswer>
          {problemSentence(bound.problem)}
        </EditorNote>
      )}
      {wasTested && readings.problem !== undefined && (
        <EditorNote tone="error" isAnswer>
          {problemSentence(readings.problem)}
        </EditorNote>
      )}
      {tested === undefined ? (
        known !== undefined &&
        alone.ok && (
          <div className={styles.quiet}>
            {t('app.config.test.changed', 'Its query is not the one that was asked last: test it again.')}
          </div>
        )
      ) : (
        <Results tested={tested} />
      )}
    </div>
  );
}

function Results({ tested }: { readonly tested: readonly TestedService[] }): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? tested : tested.slice(0, FEW);
  return (
    <>
      <table className={styles.table}>
        <caption className={styles.caption}>
          {t('app.config.test.caption', 'What it reads now, the worst first')}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('app.config.test.service', 'Service')}</th>
            <th scope="col">{t('app.config.test.value', 'Now')}</th>
            <th scope="col">{t('app.config.test.usual', 'Usual')}</th>
            <th scope="col">{t('app.config.test.grade', 'Grade')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((one) => (
            <TestedRow key={one.service.key} tested={one} />
          ))}
        </tbody>
      </table>
      {tested.length > shown.length && (
        <div>
          <Button
            size="sm"
            fill="text"
            onClick={() => {
              setWhole(true);
            }}
          >
            {t('app.config.test.all', 'Show all {{count}}', { count: tested.length, defaultValue_one: 'Show it' })}
          </Button>
        </div>
      )}
    </>
  );
}

function TestedRow({ tested: { service, signal, cells } }: { readonly tested: TestedService }): React.JSX.Element {
  const styles = useStyles2(getStyles);
  return (
    <tr>
      <th scope="row" className={styles.name}>
        {service.name}
      </th>
      <td>{cells.now}</td>
      <td>{cells.usual}</td>
      <td className={styles[cells.mark]}>
        <GradeShape mark={cells.mark} />{' '}
        {signal.missing === null ? gradeWord(cells.mark) : (signal.missingReason ?? gradeWord('missing'))}
      </td>
    </tr>
  );
}

function gradeWord(mark: 'green' | 'yellow' | 'red' | 'missing'): string {
  switch (mark) {
    case 'green':
      return t('app.config.test.green', 'green');
    case 'yellow':
      return t('app.config.test.yellow', 'yellow');
    case 'red':
      return t('app.config.test.red', 'red');
    case 'missing':
      return t('app.config.test.missing', 'no reading');
  }
}

const getStyles = (theme: GrafanaTheme2) => {
  const tone = (mark: keyof typeof TONE_OF_MARK) => css({ color: toneColors(theme, TONE_OF_MARK[mark]).text });
  return {
    test: css({ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: theme.spacing(1) }),
    quiet: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
    table: css({
      width: '100%',
      maxWidth: 720,
      fontSize: theme.typography.bodySmall.fontSize,
      fontVariantNumeric: 'tabular-nums',
      'th, td': {
        padding: theme.spacing(0.5, 1),
        textAlign: 'left',
        borderBottom: `1px solid ${theme.colors.border.weak}`,
      },
      'thead th': { color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightRegular },
    }),
    caption: css({ captionSide: 'top', color: theme.colors.text.secondary, padding: theme.spacing(0, 1, 0.5) }),
    name: css({ overflowWrap: 'anywhere', fontWeight: theme.typography.fontWeightRegular }),
    green: tone('green'),
    yellow: tone('yellow'),
    red: tone('red'),
    missing: tone('missing'),
  };
};
