"""The pages: review queue, case, document, warnings, overview. Comes in: a store. Goes out: HTML; `create_app(site)`.

Every page is one entry of `gate.ROUTES`, with the roles that may see it; what has no entry does not exist. May import
nlp and outputs.
"""
