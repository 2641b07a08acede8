import { describePages } from './describePages.ts';
import { hostHere } from './hosts.ts';

describePages(await hostHere('react19'));
