from onetrace_ai import Observe


def handle_request():
    Observe.set_attribute(Observe.TraceAttribute.SESSION_ID, "session-abc")
    Observe.set_attribute(Observe.TraceAttribute.USER_ID, "user-42")

    # Session and user ID are included in the carrier automatically
    carrier = Observe.get_carrier()
    # Pass carrier to downstream service...
    print(carrier["baggage"])

Observe.with_trace("api-request", handle_request)
