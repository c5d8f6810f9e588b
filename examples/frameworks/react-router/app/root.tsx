import { Observe } from 'onetrace';
import { type MiddlewareFunction, Outlet, Scripts } from 'react-router';

const session: MiddlewareFunction<Response> = ({ request }, next) => {
  Observe.setAttribute('session.id', request.headers.get('x-session') ?? 'nobody');
  return next();
};

export const middleware = [session];

/** A second loader of the same request. */
export const loader = async () => ({ at: await Promise.resolve(1) });

export default function App() {
  return (
    <html lang="en">
      <body>
        <Outlet />
        <Scripts />
      </body>
    </html>
  );
}
