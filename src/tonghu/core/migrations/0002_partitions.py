"""Months of the two logs: made ahead by the owner's function, which the nightly duty calls."""
# ruff: noqa: RUF012

from django.db import migrations

# SECURITY DEFINER: the runtime role owns nothing and may make no table of its own; it may ask for
# months of these two logs and for nothing else. Nobody is granted anything on a partition itself,
# so that every read goes through the parent and its policies.
FUNCTION = """
CREATE FUNCTION tonghu_make_partitions(date, date) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  first date := $1; last date := $2; log text; child text; month date; made integer := 0;
BEGIN
  IF first IS NULL OR last IS NULL OR last > first + 3700 THEN
    RAISE EXCEPTION 'at most ten years of partitions at once';
  END IF;
  FOREACH log IN ARRAY ARRAY['core_event', 'core_access_log'] LOOP
    month := date_trunc('month', first::timestamp)::date;
    WHILE month <= last LOOP
      child := log || to_char(month, '_YYYY_MM');
      IF to_regclass(format('public.%I', child)) IS NULL THEN
        BEGIN
          EXECUTE format(
            'CREATE TABLE public.%I PARTITION OF public.%I FOR VALUES FROM (%L) TO (%L)',
            child, log, to_char(month, 'YYYY-MM-DD') || ' 00:00:00+08',
            to_char(month + interval '1 month', 'YYYY-MM-DD') || ' 00:00:00+08');
          made := made + 1;
        EXCEPTION WHEN check_violation THEN
          RAISE NOTICE 'rows of % already lie in the last partition', child;
        END;
      END IF;
      month := (month + interval '1 month')::date;
    END LOOP;
  END LOOP;
  RETURN made;
END $$;
REVOKE ALL ON FUNCTION tonghu_make_partitions(date, date) FROM PUBLIC;
DO $$ BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'tonghu_app') THEN
    GRANT EXECUTE ON FUNCTION tonghu_make_partitions(date, date) TO tonghu_app;
  END IF;
END $$;
SELECT tonghu_make_partitions(
  (current_date - interval '12 months')::date, (current_date + interval '24 months')::date);
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]

    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION tonghu_make_partitions(date, date)"),
    ]
