import { RULE_LABEL } from '@release-risk/compiler/conventions';
import type { ListedAlert } from '@release-risk/grafana/api/alerts';
import type { Silence } from '@release-risk/grafana/api/silences';
import type { Alert } from '../alert.ts';
import { alertKey } from '../deliveryId.ts';
import { fits, millisecondsOf, publicOnes, shownAnnotations } from '../sentAlert.ts';
import type { Episode } from './episodes.ts';
import type { FiringAlert, Position } from './position.ts';
import { silencesOf } from './silencing.ts';

/** What was read of one source at one moment. */
export interface Look {
  /** Epoch milliseconds. */
  readonly at: number;
  /** What fires now. */
  readonly listed: readonly ListedAlert[];
  /** What began or ended since the last look; a source without a history has none. */
  readonly episodes: readonly Episode[];
  readonly silences: readonly Silence[];
  /** From when on the episodes were read, epoch milliseconds, and whether all of them could be. */
  readonly readFrom: number;
  readonly isComplete: boolean;
  /** Address of a rule for people. */
  readonly ruleUrl: (ruleUid: string) => string | undefined;
  /** What it means that an alert is listed no longer: nothing where a history would have said that it resolved. */
  readonly missing: 'nothing' | 'resolved';
}

export type DropReason = 'notOurs' | 'unusable' | 'over' | 'vanished';

export interface Merged {
  /** In the order in which they happened. */
  readonly alerts: readonly Alert[];
  readonly position: Position;
  readonly dropped: Readonly<Record<DropReason, number>>;
}

const OURS = ['act', 'veto'];
const RULE_UID = '__alert_rule_uid__';
/** An Alertmanager that was started anew lists nothing until its senders repeat themselves. */
const MISSING_MS = 5 * 60_000;
const FORGOTTEN_MS = 60 * 60_000;

const isOurs = (labels: Readonly<Record<string, string>>) => OURS.includes(labels[RULE_LABEL.rule] ?? '');
const sameSecond = (a: number, b: number) => Math.floor(a / 1000) === Math.floor(b / 1000);

/** What becomes of a look while it is gone through. */
interface Merging {
  readonly look: Look;
  readonly known: Readonly<Record<string, FiringAlert>>;
  readonly alerts: Alert[];
  readonly firing: Map<string, FiringAlert>;
  /** Keys of alerts whose last episode ended. */
  readonly over: Set<string>;
  readonly dropped: Record<DropReason, number>;
}

/** What a look tells, as alerts in the form they have when they are sent, and how far has been read with it. */
export function merge(look: Look, before: Position | undefined): Merged {
  const dropped = { notOurs: 0, unusable: 0, over: 0, vanished: 0 };
  const known = before?.firing ?? {};
  const merging: Merging = { look, known, alerts: [], firing: new Map(), over: new Set(), dropped };
  for (const listed of look.listed) addListed(merging, listed);
  for (const episode of look.episodes) addEpisode(merging, episode);
  for (const [key, earlier] of Object.entries(known)) addMissing(merging, key, earlier);
  return {
    alerts: merging.alerts.sort((a, b) => momentOf(a) - momentOf(b)),
    position: {
      readUntil: look.isComplete ? look.at : (before?.readUntil ?? look.readFrom),
      firing: Object.fromEntries(merging.firing),
    },
    dropped,
  };
}

function addListed({ look, known, alerts, firing, dropped }: Merging, listed: ListedAlert): void {
  const read = listedAlert(listed, look.at);
  if (typeof read === 'string') {
    dropped[read]++;
    return;
  }
  const earlier = known[read.fingerprint];
  const before = earlier !== undefined && sameSecond(earlier.startsAt, read.startsAt) ? earlier.silencedBy : [];
  const ended = before.filter((id) => read.silencedBy?.includes(id) !== true);
  alerts.push(ended.length === 0 ? read : { ...read, silencesEnded: ended });
  firing.set(read.fingerprint, firingOf(read, listed.labels[RULE_UID]));
}

function addEpisode({ look, known, alerts, firing, over, dropped }: Merging, episode: Episode): void {
  const { key, startsAt, endsAt, labels, ruleUid } = episode;
  if (!isOurs(labels) || !fits(labels)) {
    dropped[isOurs(labels) ? 'unusable' : 'notOurs']++;
    return;
  }
  const listed = firing.get(key);
  if (endsAt !== undefined) {
    alerts.push(...endedAlerts(episode, endsAt, known[key], look));
    over.add(key);
    if (listed !== undefined && listed.startsAt <= (startsAt ?? listed.startsAt)) firing.delete(key);
    return;
  }
  over.delete(key);
  // Of what fires still, only the list is believed: it knows the silences of now. But it may end before the next look.
  const open = began(episode, look);
  if (open !== undefined && listed === undefined) firing.set(key, firingOf(open, ruleUid));
}

function addMissing({ look, alerts, firing, over, dropped }: Merging, key: string, earlier: FiringAlert): void {
  if (firing.has(key) || over.has(key)) return;
  const missingSince = earlier.missingSince ?? look.at;
  const missingMs = look.at - missingSince;
  if (look.missing === 'resolved' && missingMs >= MISSING_MS) alerts.push(vanished(key, earlier, look));
  else if (missingMs >= FORGOTTEN_MS) dropped.vanished++;
  else firing.set(key, { ...earlier, missingSince });
}

function listedAlert(listed: ListedAlert, at: number): Alert | DropReason {
  if (!isOurs(listed.labels)) return 'notOurs';
  const startsAt = millisecondsOf(listed.startsAt);
  const endsAt = millisecondsOf(listed.endsAt);
  if (startsAt === undefined || !fits(listed.labels)) return 'unusable';
  if (endsAt !== undefined && endsAt <= at) return 'over';
  // What another alert keeps from people is kept from the pipeline too.
  const silencedBy = [...(listed.status.silencedBy ?? []), ...(listed.status.inhibitedBy ?? [])];
  const labels = publicOnes(listed.labels);
  return {
    fingerprint: alertKey(labels),
    status: 'firing',
    startsAt,
    labels,
    annotations: shownAnnotations(listed.annotations),
    ...(/^https?:\/\//.test(listed.generatorURL) ? { url: listed.generatorURL } : {}),
    ...(silencedBy.length === 0 ? {} : { silencedBy }),
  };
}

function began(episode: Episode, look: Look): Alert | undefined {
  if (episode.startsAt === undefined) return undefined;
  const url = look.ruleUrl(episode.ruleUid);
  const silencedBy = silencesOf(episode.labels, episode.startsAt, look.silences);
  return {
    fingerprint: episode.key,
    status: 'firing',
    startsAt: episode.startsAt,
    labels: publicOnes(episode.labels),
    annotations: {},
    ...(url === undefined ? {} : { url }),
    ...(silencedBy.length === 0 ? {} : { silencedBy: [...silencedBy] }),
  };
}

/** The end of an episode, and its beginning where nobody was told of it. */
function endedAlerts(episode: Episode, endsAt: number, known: FiringAlert | undefined, look: Look): readonly Alert[] {
  const startsAt = episode.startsAt ?? known?.startsAt ?? endsAt;
  const beginning = began(episode, look);
  const wasTold = known !== undefined && sameSecond(known.startsAt, startsAt);
  const url = look.ruleUrl(episode.ruleUid);
  const ended: Alert = {
    fingerprint: episode.key,
    status: 'resolved',
    startsAt,
    endsAt,
    labels: publicOnes(episode.labels),
    annotations: {},
    ...(url === undefined ? {} : { url }),
    ...(episode.reason === undefined ? {} : { reason: episode.reason }),
  };
  return beginning === undefined || wasTold ? [ended] : [beginning, ended];
}

function vanished(key: string, { startsAt, labels }: FiringAlert, { at }: Look): Alert {
  return { fingerprint: key, status: 'resolved', startsAt, endsAt: at, labels, annotations: {}, reason: 'Vanished' };
}

/** An older end must not come after a newer beginning. */
function momentOf({ startsAt, endsAt }: Alert): number {
  return endsAt ?? startsAt;
}

function firingOf({ startsAt, silencedBy, labels }: Alert, ruleUid: string | undefined): FiringAlert {
  return { startsAt, silencedBy: silencedBy ?? [], labels, ...(ruleUid === undefined ? {} : { ruleUid }) };
}
