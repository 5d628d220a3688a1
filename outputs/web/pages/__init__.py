"""The pages, one module an area. Importing them declares their routes to the gate."""

from outputs.web.pages import login, queue, case, decide, documents, search  # noqa: I001

PAGES = (login, queue, case, decide, documents, search)
