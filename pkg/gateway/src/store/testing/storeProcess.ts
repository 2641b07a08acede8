import { writeSync } from 'node:fs';
import type { Delivery } from '../store.ts';
import { databaseSchema, openDatabase } from './storeUnderTest.ts';

/** Said at once and whole, so that what was said is known even when this process is killed. */
const say = (line: string): void => void writeSync(1, `${line}\n`);
const BY = { kind: 'system', id: 'gateway', name: 'Gateway' } as const;

const [task = '', database = '', argument = ''] = process.argv.slice(2);
const store = await openDatabase(databaseSchema.parse(JSON.parse(database)), { leaseMs: 1500 });

const delivery = (id: string): Delivery => ({ id, source: 'grafana', receivedAt: Date.now(), body: '{"alerts":[]}' });

/** Accepts deliveries and writes audit entries from several sides, and says each id when it is durable. */
async function acceptOnAndOn(prefix: string): Promise<never> {
  let next = 0;
  const side = async () => {
    for (;;) {
      const id = `${prefix}-${(next += 1)}`;
      await store.accept([delivery(id)]);
      say(id);
      if (next % 10 === 0) {
        await store.transaction((tx) =>
          tx.addAudit({ rollbackId: id, at: Date.now(), kind: 'note', by: BY, text: id, data: { id } }),
        );
        say(`audit ${id}`);
      }
    }
  };
  say('ready');
  return Promise.race(Array.from({ length: 8 }, side));
}

/** Accepts the same delivery many times and says how often it was new. */
async function acceptIdentical(count: number): Promise<void> {
  say('ready');
  const answers = await Promise.all(Array.from({ length: count }, () => store.accept([delivery('same')])));
  say(`new ${answers.filter((fresh) => fresh.size > 0).length}`);
  await store.close();
}

/** Takes jobs, says which, and never ends one. */
async function takeAndHang(): Promise<void> {
  await store.work(
    ({ id }) => {
      say(`took ${id}`);
      return new Promise(() => undefined);
    },
    { concurrency: 1 },
  );
  say('ready');
}

/** Accepts one after the other, then many at one moment. */
async function acceptInTurn(count: number): Promise<void> {
  say('ready');
  for (let index = 0; index < count; index += 1) {
    await store.accept([delivery(`one-${index}`)]);
    say(`one-${index}`);
  }
  await Promise.all(Array.from({ length: 50 }, (_, index) => store.accept([delivery(`many-${index}`)])));
  say('many');
  await store.close();
}

/** Accepts until the store refuses, and says what it then has and says. */
async function acceptUntilFull(): Promise<void> {
  const body = JSON.stringify('x'.repeat(50_000));
  let acked = 0;
  for (; ; acked += 1) {
    try {
      await store.accept([{ ...delivery(`d${acked}`), body }]);
    } catch (error) {
      say(String(error));
      break;
    }
  }
  const { deliveriesWaiting } = await store.counts();
  say(`acked ${acked}, there ${deliveriesWaiting}`);
  say(`problem ${await store.problem()}`);
}

if (task === 'accept') await acceptOnAndOn(argument);
else if (task === 'identical') await acceptIdentical(Number(argument));
else if (task === 'hang') await takeAndHang();
else if (task === 'in-turn') await acceptInTurn(Number(argument));
else if (task === 'until-full') await acceptUntilFull();
else throw new Error(`There is no task ${task}`);
