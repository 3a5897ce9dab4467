"""News as text: feeds, urls, pages, datelines, bylines. Pure: no network, database or Prefect."""
