/** What every program does for a session: it asks a service, which notes whose request it was. */
export type Ask = (session: string) => Promise<void>;

export async function work(session: string): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 1));
  const answer = await fetch(`${process.env.SERVICE}/?for=${session}`);
  await answer.text();
}
