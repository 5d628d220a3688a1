"""What people take away: the audit report as DOCX and PDF, its tables as XLSX. May import nlp and outputs.audit."""
