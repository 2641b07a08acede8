type Start = () => void;

/** How many urgent turns may go before one that waits. */
const PATIENCE = 4;

/** One at a time: those who share a connection take turns. Urgent ones go first, but do not keep the others out. */
export class Turns {
  private taken = false;
  private passedOver = 0;
  private readonly urgent: Start[] = [];
  private readonly patient: Start[] = [];

  /** Runs `work` when it is its turn. */
  async run<T>(work: () => Promise<T>, urgency: 'urgent' | 'patient' = 'patient'): Promise<T> {
    if (this.taken) {
      const line = urgency === 'urgent' ? this.urgent : this.patient;
      await new Promise<void>((start) => line.push(start));
    }
    this.taken = true;
    try {
      return await work();
    } finally {
      this.next();
    }
  }

  private next(): void {
    const start = this.pick();
    // Stays taken while it is handed over: nobody can slip in between.
    if (start === undefined) this.taken = false;
    else start();
  }

  private pick(): Start | undefined {
    if (this.patient.length === 0) return this.urgent.shift();
    if (this.urgent.length > 0 && this.passedOver < PATIENCE) {
      this.passedOver += 1;
      return this.urgent.shift();
    }
    this.passedOver = 0;
    return this.patient.shift();
  }
}
