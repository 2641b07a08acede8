/** The one service that the demo releases and scores. */
export const SERVICE = 'lead-bot';

/** Its components, each a process of its own, in the order in which they depend on one another. */
export const COMPONENTS = ['database', 'api', 'bot', 'worker', 'crm-sync'] as const;
export type Component = (typeof COMPONENTS)[number];

/** Whether a process belongs to the service itself. */
export function isComponent(name: string): name is Component {
  return COMPONENTS.some((component) => component === name);
}

/** Limits that a container platform would set; published as `app_cpu_limit_cores` and `app_memory_limit_bytes`. */
export const CPU_LIMIT_CORES = 0.5;
export const MEMORY_LIMIT_BYTES = 512 * 1024 * 1024;

/** Prometheus job names; `instance` is the component's name, so that series survive a restart on other ports. */
export const JOB = 'lead-bot';
export const JOURNEY_JOB = 'lead-bot-journey';

/** The routes of the API as they stand in metrics and logs. */
export const ROUTES = { message: '/api/messages', leads: '/api/leads', lead: '/api/leads/:id' } as const;
