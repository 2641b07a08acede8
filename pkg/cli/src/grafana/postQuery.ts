import { runQueries } from '@release-risk/grafana/api/evaluation';
import type { GrafanaClient } from '@release-risk/grafana/client';
import { GrafanaError } from '@release-risk/grafana/errors';
import type { PostQuery } from '@release-risk/query/grafanaSource';

/** Runs queries in a Grafana; what it refuses as a whole is an answer, too. */
export function postQuery(client: GrafanaClient): PostQuery {
  return async (query) => {
    try {
      return { ok: true, nodes: await runQueries(client, query) };
    } catch (error) {
      if (!(error instanceof GrafanaError)) throw error;
      return { ok: false, reason: error.message, hint: error.hint };
    }
  };
}
