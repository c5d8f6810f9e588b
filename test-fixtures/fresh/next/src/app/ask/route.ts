export const dynamic = "force-dynamic";

export async function GET() {
  const found = await fetch(process.env.DOWNSTREAM!);
  return Response.json({ answer: await found.text() });
}
