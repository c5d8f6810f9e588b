/** ClickHouse over HTTP: one SELECT, values bound by the server, limits that the server keeps. */

export type ClickhouseRow = Readonly<Record<string, unknown>>;

export interface ClickhouseClient {
  /** Rejects with ClickHouse's own first line. */
  select(sql: string, params?: Readonly<Record<string, string | number>>): Promise<ClickhouseRow[]>;
}

const SECONDS = 15;
const ROWS = 300_000;

/** `url`: `http://user:password@host:8123/?database=otel`. */
export function clickhouseAt(url: string): ClickhouseClient {
  const target = new URL(url);
  const { username, password } = target;
  target.username = '';
  target.password = '';
  const headers: Record<string, string> =
    username === ''
      ? {}
      : {
          'x-clickhouse-user': decodeURIComponent(username),
          'x-clickhouse-key': decodeURIComponent(password),
        };
  return {
    async select(sql, params = {}) {
      const address = new URL(target);
      const settings = {
        default_format: 'JSONEachRow',
        readonly: 1,
        max_execution_time: SECONDS,
        max_result_rows: ROWS,
        result_overflow_mode: 'break',
        output_format_json_quote_64bit_integers: 0,
      };
      for (const [key, value] of Object.entries(settings)) address.searchParams.set(key, String(value));
      for (const [key, value] of Object.entries(params))
        address.searchParams.set(`param_${key}`, String(value));
      const answer = await fetch(address, {
        method: 'POST',
        headers,
        body: sql,
        signal: AbortSignal.timeout((SECONDS + 5) * 1000),
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`ClickHouse: ${text.split('\n')[0]?.slice(0, 400)}`);
      return text
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as ClickhouseRow);
    },
  };
}
