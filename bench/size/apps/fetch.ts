/** One service that asks another one. */
export async function weather(city: string): Promise<string> {
  const response = await fetch(`https://weather.internal/${city}`);
  return response.text();
}
