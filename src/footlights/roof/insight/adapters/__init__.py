"""What insight touches of the outside: Parquet files, through DuckDB."""
