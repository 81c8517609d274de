"""The request for an offer: a page of its own."""

from millwright.factory.generation.capabilities.visitor_forms import VisitorForm, form_capability

CAPABILITY = form_capability(
    VisitorForm(
        "quote_request",
        record="quote_request",
        page="request",
        page_label="Request",
        title="Send us your request",
        text="Tell us what you need, and we come back to you with an answer and a price.",
    )
)
