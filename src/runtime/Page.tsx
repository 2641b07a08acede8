import type { NavModelItem } from '@grafana/data';
import { PluginPage } from '@grafana/runtime';
import React from 'react';

interface Props {
  readonly title: string;
  /** Where the page stands: what its breadcrumb leads back to. */
  readonly parent?: { readonly title: string; readonly address: string } | undefined;
  /** It stands in Grafana's menu under the same title. */
  readonly isInMenu?: boolean;
  readonly actions?: React.ReactNode;
  readonly children: React.ReactNode;
}

/** A page of the app within Grafana's own frame: breadcrumbs, heading, actions. */
export function Page({ title, parent, isInMenu = false, actions, children }: Props): React.JSX.Element {
  const pageNav: NavModelItem = {
    text: title,
    // It would be named twice in the breadcrumb: Grafana leaves out the one with the same address.
    ...(isInMenu ? { url: window.location.pathname } : {}),
    ...(parent === undefined ? {} : { parentItem: { text: parent.title, url: parent.address } }),
  };
  return (
    <PluginPage pageNav={pageNav} actions={actions}>
      {children}
    </PluginPage>
  );
}
