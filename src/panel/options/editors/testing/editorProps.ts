import type { OptionEditorProps } from '../panelOptions.tsx';

type Given = Partial<OptionEditorProps['context']> & {
  readonly value?: unknown;
  readonly onChange?: OptionEditorProps['onChange'];
};

/** What Grafana gives the editor of an option. */
export function editorProps({ value, onChange = () => undefined, ...context }: Given = {}): OptionEditorProps {
  return { value, onChange, context: { data: [], ...context }, item: { id: 'option', name: 'Option' } };
}
