from onetrace_ai import Observe
import message_queue
import openai

openai_client = openai.OpenAI()


def submit_job():
    Observe.set_attribute(Observe.TraceAttribute.SESSION_ID, "session-abc")
    carrier = Observe.get_carrier()
    message_queue.publish("enrichment-jobs", {
        "payload": {"document_id": "doc-123"},
        "trace_context": carrier,
    })

Observe.with_trace("submit-job", submit_job)


def on_message(message):
    payload = message["payload"]
    carrier = message["trace_context"]

    def process_enrichment():
        result = openai_client.chat.completions.create(
            model="gpt-4o",
            messages=[{"role": "user", "content": f"Process document {payload['document_id']}"}],
        )
        return result

    Observe.with_trace("process-enrichment", process_enrichment, carrier=carrier)

message_queue.subscribe("enrichment-jobs", on_message)
