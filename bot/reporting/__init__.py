"""The report on what became of questions, as Markdown, XLSX and a picture; leaves counting to knowledge."""
