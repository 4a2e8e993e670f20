"""Report to text or bytes: one module a form. Renderers write nothing; the command line does."""
