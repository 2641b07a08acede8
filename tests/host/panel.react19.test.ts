import { describePanel } from './describePanel.ts';
import { hostHere } from './hosts.ts';

describePanel(await hostHere('react19'));
