import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** A number that is read when somebody asks for the metrics. Labels are names of ours, never anything typed. */
export interface Reading {
  name: string;
  help: string;
  value: number;
  labels?: Record<string, string>;
}

export interface Metrics {
  /** Notes an answer. @param route pattern of the route, never the address @param milliseconds until it was sent */
  note(method: string, route: string | undefined, status: number, milliseconds: number): void;
  /** Everything in Prometheus' text format. */
  read(): Promise<string>;
  contentType: string;
}

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/**
 * Counts answers by route and kind of status, and tells about the process.
 * @param readings looks at the rest of the almanac, whenever somebody asks
 */
export function createMetrics(readings: () => Promise<Reading[]>): Metrics {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const answers = new Histogram({
    name: 'almanac_request_seconds',
    help: 'How long answers took, by route pattern and kind of status.',
    labelNames: ['method', 'route', 'status'],
    buckets: SECONDS,
    registers: [register],
  });
  // Looking labels up costs more than counting, and there are few of them.
  const known = new Map<string, { observe(value: number): void }>();
  return {
    note(method, route = 'none', status, milliseconds) {
      const kind = `${Math.floor(status / 100)}xx`;
      const key = `${method} ${route} ${kind}`;
      let counter = known.get(key);
      if (!counter) {
        counter = answers.labels(method, route, kind);
        known.set(key, counter);
      }
      counter.observe(milliseconds / 1000);
    },
    async read() {
      const own = new Registry();
      const gauges = new Map<string, Gauge>();
      for (const { name, help, value, labels = {} } of await readings()) {
        let gauge = gauges.get(name);
        if (!gauge) {
          gauge = new Gauge({ name, help, labelNames: Object.keys(labels), registers: [own] });
          gauges.set(name, gauge);
        }
        gauge.set(labels, value);
      }
      return `${await register.metrics()}\n${await own.metrics()}`;
    },
    contentType: register.contentType,
  };
}
