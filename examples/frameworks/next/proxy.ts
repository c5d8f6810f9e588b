import { type NextRequest, NextResponse } from 'next/server';
import { Observe } from 'onetrace';

export async function proxy(request: NextRequest) {
  Observe.setAttribute('session.id', request.headers.get('x-session') ?? 'nobody');
  return NextResponse.next();
}
