import { NextRequest, NextResponse } from 'next/server';

export async function GET(request: NextRequest, { params }: { params: Promise<{ id: string }> }) {
//     ^ handler exported-handler proven
  const { id } = await params;
  return NextResponse.json(await (await fetch(`https://x/${id}`)).json());
//                                      ^ fetch fetch proven
}
export const DELETE = async (request: NextRequest) => new NextResponse(null, { status: 204 });
//                    ^ handler exported-handler proven
