import { printLabels } from './labels.ts';
import { printTree, type Tree } from './tree.ts';
import type { Union } from './union.ts';
import { labelsOf, type Notice, type Value } from './values.ts';

const SHOWN_PER_OPERAND = 5;

/** Collects the values that joins left out, by operation and operand, as Grafana words them in a notice. */
export class DropRecord {
  readonly #operations = new Map<string, Map<string, string[]>>();
  #count = 0;

  /** Notes what one binary operation dropped; NoData is never counted. */
  record(tree: Extract<Tree, { type: 'binary' }>, union: Union, left: readonly Value[], right: readonly Value[]): void {
    if (union.leftDropped.length + union.rightDropped.length === 0) return;
    const name = printTree(tree);
    const operands = this.#operations.get(name) ?? new Map<string, string[]>();
    this.#operations.set(name, operands);
    this.#add(operands, printTree(tree.left), left, union.leftDropped);
    this.#add(operands, printTree(tree.right), right, union.rightDropped);
  }

  #add(operands: Map<string, string[]>, name: string, values: readonly Value[], dropped: readonly number[]): void {
    for (const index of dropped) {
      const value = values[index];
      if (value === undefined || value.kind === 'noData') continue;
      this.#count += 1;
      const items = operands.get(name) ?? [];
      operands.set(name, items);
      items.push(`{${printLabels(labelsOf(value))}}`);
    }
  }

  /**
   * The warning, or undefined when nothing was dropped. Grafana lists operations and operands in random order; here
   * it is the order of evaluation.
   */
  notice(): Notice | undefined {
    if (this.#count === 0) return undefined;
    let text = `${this.#count} items dropped from union(s): `;
    let position = 0;
    for (const [operation, operands] of this.#operations) {
      const parts = [...operands].map(([operand, items]) => `(${operand}: ${shorten(items)})`);
      position += 1;
      // Grafana separates operations only while there are more operands than operations written.
      text += `["${operation}": ${parts.join(' ')}]${position < operands.size ? ' ' : ''}`;
    }
    return { severity: 'warning', text };
  }
}

function shorten(items: readonly string[]): string {
  const shown = items.slice(0, SHOWN_PER_OPERAND).join(' ');
  return items.length >= SHOWN_PER_OPERAND ? `${shown}...${items.length - SHOWN_PER_OPERAND} more...` : shown;
}
