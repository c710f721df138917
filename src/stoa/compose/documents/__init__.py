"""Documents written from the code: schemas of the published language, AsyncAPI, OpenAPI, reference pages."""
