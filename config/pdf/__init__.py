"""Documents on paper: HTML in, a PDF for archives (PDF/A-3a) and for screen readers (PDF/UA-1) out."""
