/** What every verb ends with; the same number never means two things. */
export const EXIT = {
  /** Done, and nothing stands in the way. */
  ok: 0,
  /** The answer is no: the score is over the line, the model is invalid. */
  no: 1,
  /** Nobody can tell. */
  inconclusive: 2,
  /** The question could not be asked: usage, configuration, credentials, network. */
  error: 3,
  /** Ended by Ctrl-C, as shells count it; a gate that leaves a report ends as inconclusive instead. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
