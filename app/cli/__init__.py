"""The command line: `allot solve`, `validate`, `schema`, `generate`, `serve`."""
