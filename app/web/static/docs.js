// validatorUrl null: the default asks a server outside whether the document is valid.
SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#interface",
  deepLinking: true,
  validatorUrl: null,
});
