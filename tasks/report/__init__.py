"""What users read and take away: tables, pages and exports made from query results."""
