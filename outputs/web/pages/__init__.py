"""The pages, one module an area. Importing them declares their routes to the gate."""

from outputs.web.pages import (
    admin,
    case,
    conformity,
    decide,
    documents,
    login,
    order,
    overview,
    queue,
    sample,
    sample_case,
    search,
    tables,
    versions,
    warnings,
)

PAGES = (
    login,
    queue,
    case,
    decide,
    documents,
    search,
    tables,
    conformity,
    versions,
    warnings,
    order,
    overview,
    sample,
    sample_case,
    admin,
)
