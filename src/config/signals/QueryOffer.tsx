import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, Input, useStyles2 } from '@grafana/ui';
import React, { useState } from 'react';
import { useApp } from '../../app/AppContext.ts';
import { FieldFrame } from '../../risk/edit/FieldFrame.tsx';
import { QueryField } from '../../risk/edit/QueryField.tsx';
import type { ModelDocument } from '../draft/modelDocument.ts';
import { typeName, type FoundQuery } from './foundQuery.ts';
import type { LiteralQuery } from './literalQuery.ts';
import { offerOf } from './offerOf.ts';
import { QueryTry } from './QueryTry.tsx';
import { RAW } from '../../risk/rawText.ts';

interface Props {
  readonly found: FoundQuery;
  readonly document: ModelDocument;
  readonly bindings: Readonly<Record<string, string>>;
  readonly onAdd: (signals: readonly object[]) => void;
}

/** One query that was found: made literal, tried, and taken as a signal. */
export function QueryOffer({ found, document, bindings, onAdd }: Props): React.JSX.Element {
  const { host } = useApp();
  const styles = useStyles2(getStyles);
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const [edited, setEdited] = useState<string | undefined>(undefined);
  const [tried, setTried] = useState<string | undefined>(undefined);
  const [isAdded, setAdded] = useState(false);
  const { datasource } = found;
  const offer = offerOf(found, { document, bindings, datasources: host.datasources(), typed, edited });
  const { literal, query, logical, signal } = offer;
  // A field stays while something stands in it: the first letter is a value already.
  const asked = [...new Set([...Object.keys(typed), ...literal.unknown])];
  const problem = problemOf(
    edited === undefined ? literal : undefined,
    logical !== undefined,
    typeName(datasource.type),
  );
  return (
    <div className={styles.offer}>
      <div className={styles.title}>
        {found.title}{' '}
        <span className={styles.quiet}>
          {found.refId} · {datasource.name}
        </span>
      </div>
      <QueryField
        label={t('app.signals.query', 'Query')}
        hint={replacedText(literal.replaced)}
        error={problem}
        value={query}
        onChange={(text) => {
          setEdited(text);
          setAdded(false);
        }}
      />
      {edited === undefined &&
        asked.map((name) => (
          <FieldFrame key={name} label={t('app.signals.offer.value', 'Value of ${{name}}', { name, ...RAW })}>
            {(binding) => (
              <Input
                {...binding}
                value={typed[name] ?? ''}
                onChange={(event) => {
                  setTyped({ ...typed, [name]: event.currentTarget.value });
                }}
              />
            )}
          </FieldFrame>
        ))}
      {logical !== undefined && !logical.isSame && (
        <div className={styles.quiet}>
          {t(
            'app.signals.offer.elsewhere',
            'The model will ask it of {{bound}}, which its datasource {{logical}} is bound to.',
            {
              bound: logical.bound?.name ?? '?',
              logical: logical.name,
              ...RAW,
            },
          )}
        </div>
      )}
      <div className={styles.actions}>
        <Button
          size="sm"
          variant="secondary"
          icon="play"
          disabled={problem !== undefined}
          onClick={() => {
            setTried(query);
          }}
        >
          {t('app.signals.offer.try', 'Test now')}
        </Button>
        <Button
          size="sm"
          icon={isAdded ? 'check' : 'plus'}
          disabled={problem !== undefined || isAdded}
          onClick={() => {
            onAdd([signal]);
            setAdded(true);
          }}
        >
          {isAdded ? t('app.signals.offer.added', 'Added') : t('app.signals.offer.add', 'Add as a signal')}
        </Button>
      </div>
      {tried !== undefined && (
        <QueryTry
          host={host}
          datasource={logical?.bound ?? datasource}
          query={tried}
          unit={offer.unit}
          labels={offer.labels}
        />
      )}
    </div>
  );
}

function problemOf(literal: LiteralQuery | undefined, hasLogical: boolean, type: string): string | undefined {
  if (!hasLogical) {
    return t('app.signals.offer.noDatasource', 'The model has no datasource of type {{type}}: add one to it first.', {
      type,
    });
  }
  if (literal === undefined) return undefined;
  if (literal.refused.length > 0) {
    return t(
      'app.signals.offer.refused',
      '{{names}} depends on the range somebody looks at, and a score must not: write a length in its place.',
      {
        names: literal.refused.join(', '),
        ...RAW,
      },
    );
  }
  if (literal.unknown.length > 0) {
    return t('app.signals.offer.unknown', 'Nothing says what {{names}} is: type it.', {
      names: literal.unknown.map((name) => `$${name}`).join(', '),
      ...RAW,
    });
  }
  return undefined;
}

function replacedText(replaced: Readonly<Record<string, string>>): string | undefined {
  const entries = Object.entries(replaced);
  if (entries.length === 0) return undefined;
  return t('app.signals.offer.literal', 'Made literal: {{list}}', {
    list: entries.map(([name, value]) => `${name} = ${value}`).join(', '),
    ...RAW,
  });
}

const getStyles = (theme: GrafanaTheme2) => ({
  offer: css({
    minWidth: 0,
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: theme.spacing(1),
    padding: theme.spacing(1, 1.5),
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    '& textarea': { maxWidth: '100%' },
  }),
  title: css({ fontWeight: theme.typography.fontWeightMedium, overflowWrap: 'anywhere' }),
  quiet: css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    fontWeight: theme.typography.fontWeightRegular,
  }),
  actions: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) }),
});
