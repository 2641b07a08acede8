import { PluginPage } from '@grafana/runtime';
import React from 'react';

export default function App(): React.JSX.Element {
  return <PluginPage>Release Risk</PluginPage>;
}
