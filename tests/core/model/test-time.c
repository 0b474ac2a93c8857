/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Claim: what people type in Dutch or English becomes the date that they mean or none at all, and
 * dates and instants survive being written and read. */
#include "pt-time.h"

/* A Thursday. */
#define TODAY "2026-03-12"

static const struct
{
  const char *text, *moment; /* NULL = no date */
} parse_cases[] = {
  { "2026-03-12", "2026-03-12" },
  { "2026-03-12T14:05", "2026-03-12T14:05" },
  { "2026-03-12 14:05", "2026-03-12T14:05" },
  { "2026-03-12T14:05:00", "2026-03-12T14:05" },
  { "12-3-2026", "2026-03-12" },
  { "12/3/2026", "2026-03-12" },
  { "12.3.2026", "2026-03-12" },
  { "12-03-26", "2026-03-12" },
  { "12 maart 2026", "2026-03-12" },
  { "12 mrt 2026", "2026-03-12" },
  { "12 mrt. 2026 9:30", "2026-03-12T09:30" },
  { "1 Mei 2025", "2025-05-01" },
  { "March 12, 2026", "2026-03-12" },
  { "March 12, 2026 14:05", "2026-03-12T14:05" },
  { "12 March 2026, 14:05", "2026-03-12T14:05" },
  { "12 oktober 2025 om 14:05", NULL },
  { "12 oktober 2025 14.05 uur", "2025-10-12T14:05" },
  { "12 oktober 2025 14u05", "2025-10-12T14:05" },
  { "do 12 maart 2026", "2026-03-12" },
  { "donderdag 12 maart 2026 14:05", "2026-03-12T14:05" },
  { "12 maart", "2026-03-12" },
  { "13 maart", "2025-03-13" },
  { "29 feb", "2024-02-29" },
  { "5-3", "2026-03-05" },
  { "vandaag", "2026-03-12" },
  { "Vandaag 14:05", "2026-03-12T14:05" },
  { "gisteren", "2026-03-11" },
  { "eergisteren 9:00", "2026-03-10T09:00" },
  { "yesterday", "2026-03-11" },
  { "morgen", "2026-03-13" },
  { "di", "2026-03-10" },
  { "Tue", "2026-03-10" },
  { "tuesday 16:20", "2026-03-10T16:20" },
  { "do", "2026-03-05" },
  { "vr", "2026-03-06" },
  { "  12-3-2026  ", "2026-03-12" },
  { "", NULL },
  { "soon", NULL },
  { "2026-02-30", NULL },
  { "31-4-2026", NULL },
  { "3/12/26/1", NULL },
  { "12-13-2026", NULL },
  { "2026-03-12 25:00", NULL },
  { "12", NULL },
  { "2026", NULL },
  { "1e6 maart", NULL },
  { "99999-1-1", NULL },
  { "2026-03-12; DROP", NULL },
};

static const struct
{
  const char *text;
  const char *moment;
} ahead_cases[] = {
  { "di", "2026-03-17" },
  { "vr 9:30", "2026-03-13T09:30" },
  { "do", "2026-03-19" },
  { "12 maart", "2026-03-12" },
  { "11 maart", "2027-03-11" },
  { "29 feb", "2028-02-29" },
  { "5-3", "2027-03-05" },
  { "gisteren", "2026-03-11" },
  { "tomorrow", "2026-03-13" },
  { "12-3-2024", "2024-03-12" },
  { "soon", NULL },
};

static void
test_parse_ahead (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (ahead_cases); i++)
    {
      g_autofree char *moment = pt_moment_parse_ahead (ahead_cases[i].text, TODAY);
      g_assert_cmpstr (moment, ==, ahead_cases[i].moment);
    }
}

static void
test_parse (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autofree char *moment = pt_moment_parse (parse_cases[i].text, TODAY);

  g_assert_cmpstr (moment, ==, parse_cases[i].moment);
  if (moment != NULL)
    g_assert_true (pt_moment_is_valid (moment));
}

static const struct
{
  const char *text;
  bool date, moment;
} valid_cases[] = {
  { "2026-03-12", true, true },         { "2024-02-29", true, true },
  { "2026-02-29", false, false },       { "1900-02-29", false, false },
  { "2000-02-29", true, true },         { "0000-01-01", false, false },
  { "2026-3-12", false, false },        { "2026-03-12T14:05", false, true },
  { "2026-03-12T24:00", false, false }, { "2026-03-12T14:60", false, false },
  { "2026-03-12 14:05", false, false }, { "2026-03-12T14:05:00", false, false },
  { "2026-03-12T", false, false },      { "", false, false },
};

static void
test_valid (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (valid_cases); i++)
    {
      g_assert_true (pt_date_is_valid (valid_cases[i].text) == valid_cases[i].date);
      g_assert_true (pt_moment_is_valid (valid_cases[i].text) == valid_cases[i].moment);
    }
  g_assert_false (pt_date_is_valid (NULL));
  g_assert_false (pt_moment_is_valid (NULL));
}

/* Every day of a few centuries, counted one by one. */
static void
test_days (void)
{
  g_autofree char *last = NULL;
  int first = pt_date_to_days ("1895-12-30"), end = pt_date_to_days ("2405-01-02");

  for (int days = first; days <= end; days++)
    {
      char *date = pt_date_from_days (days);
      g_assert_true (pt_date_is_valid (date));
      g_assert_cmpint (pt_date_to_days (date), ==, days);
      g_assert_cmpstr (last, <, date);
      g_free (last);
      last = date;
    }
  g_assert_cmpint (pt_date_to_days ("1970-01-01"), ==, 0);
  g_assert_cmpint (pt_date_to_days ("2026-03-12T23:59"), ==, 20524);
}

static void
assert_text (char *got, const char *expected)
{
  g_assert_cmpstr (got, ==, expected);
  g_free (got);
}

static void
test_format (void)
{
  assert_text (pt_date_format ("2026-03-12", "nl"), "12 maart 2026");
  assert_text (pt_date_format ("2026-03-02", "en"), "2 March 2026");
  assert_text (pt_date_format ("2026-03-12T14:05", "nl"), "12 maart 2026, 14:05");
  assert_text (pt_month_format ("2026-08-12", "nl"), "augustus 2026");
  assert_text (pt_month_format ("2026-08-12", "en"), "August 2026");
  assert_text (pt_date_add_years ("2024-02-29", 5), "2029-02-28");
  assert_text (pt_date_add_years ("2026-03-12", 5), "2031-03-12");
}

static const struct
{
  const char *text;
  int64_t at;
  int offset;
  const char *back;
} instant_cases[] = {
  { "2026-03-12T14:05:06+01:00", 1773320706000000, 60, "2026-03-12T14:05:06+01:00" },
  { "2026-03-12T13:05:06Z", 1773320706000000, 0, "2026-03-12T13:05:06+00:00" },
  { "2026-03-12T13:05:06.25Z", 1773320706250000, 0, "2026-03-12T13:05:06+00:00" },
  { "2026-03-12 08:35:06-04:30", 1773320706000000, -270, "2026-03-12T08:35:06-04:30" },
  { "1969-12-31T23:59:59Z", -1000000, 0, "1969-12-31T23:59:59+00:00" },
};

static void
test_instant (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (instant_cases); i++)
    {
      int64_t at;
      int offset;
      g_assert_true (pt_instant_parse (instant_cases[i].text, &at, &offset));
      g_assert_cmpint (at, ==, instant_cases[i].at);
      g_assert_cmpint (offset, ==, instant_cases[i].offset);
      assert_text (pt_instant_format (at, offset), instant_cases[i].back);
    }
}

static void
test_bad_instant (void)
{
  static const char *const texts[] = { "",
                                       "2026-03-12",
                                       "2026-03-12T14:05:06",
                                       "2026-03-12T14:05Z",
                                       "2026-03-12T14:05:06+1:00",
                                       "2026-03-12T14:05:06+25:00",
                                       "2026-03-12T25:05:06Z",
                                       "2026-13-12T14:05:06Z",
                                       NULL };
  int64_t at;
  int offset;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_false (pt_instant_parse (texts[i], &at, &offset));
}

static void
test_date_of_instant (void)
{
  assert_text (pt_date_of_instant (1773359999000000, 0), "2026-03-12");
  assert_text (pt_date_of_instant (1773359999000000, 60), "2026-03-13");
  assert_text (pt_date_of_instant (G_MAXINT64 / 2, 0), "9999-12-31");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (parse_cases); i++)
    {
      g_autofree char *name = g_strdelimit (g_strdup (parse_cases[i].text), "/ ", '_');
      g_autofree char *path = g_strdup_printf ("/model/time/parse/%u-%s", i, name);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_parse);
    }
  g_test_add_func ("/model/time/parse-ahead", test_parse_ahead);
  g_test_add_func ("/model/time/valid", test_valid);
  g_test_add_func ("/model/time/days", test_days);
  g_test_add_func ("/model/time/format", test_format);
  g_test_add_func ("/model/time/instant", test_instant);
  g_test_add_func ("/model/time/instant/refused", test_bad_instant);
  g_test_add_func ("/model/time/date-of-instant", test_date_of_instant);
  return g_test_run ();
}
