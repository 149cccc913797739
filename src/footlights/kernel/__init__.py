"""Plain Python that knows no database: text, territory, window, money, ids, clock, chain, media, stats."""
