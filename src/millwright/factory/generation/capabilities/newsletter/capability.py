"""The newsletter: one address, on home."""

from millwright.factory.generation.capabilities.visitor_forms import VisitorForm, form_capability

CAPABILITY = form_capability(
    VisitorForm(
        "newsletter",
        record="newsletter_subscriber",
        page="home",
        page_label="Home",
        title="Stay in touch",
        text="Leave your e-mail address and hear from us when there is something new.",
        on_home=True,
        answered=False,
    )
)
