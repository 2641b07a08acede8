import { Observable } from 'rxjs';

/** A promise as a stream whose end ends the work behind it: who no longer listens cancels what is in flight. */
export function abortable<T>(work: (signal: AbortSignal) => Promise<T>): Observable<T> {
  return new Observable((observer) => {
    const controller = new AbortController();
    work(controller.signal).then(
      (value) => {
        observer.next(value);
        observer.complete();
      },
      (error: unknown) => {
        if (!controller.signal.aborted) observer.error(error);
      },
    );
    return () => {
      controller.abort();
    };
  });
}
