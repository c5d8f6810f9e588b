import os
from onetrace_ai import Observe

Observe.init(
    public_key=os.environ["AISDK_PUBLIC_KEY"],
    secret_key=os.environ["AISDK_SECRET_KEY"],
)

import openai

openai_client = openai.OpenAI()


def process_documents():
    Observe.set_attribute(Observe.TraceAttribute.SESSION_ID, "session-123")
    response = openai_client.chat.completions.create(
        model="gpt-4o",
        messages=[{"role": "user", "content": "Summarize this document."}],
    )
    return response.choices[0].message.content


result = Observe.with_trace("process-documents", process_documents)
print(result)
