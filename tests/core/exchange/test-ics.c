/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Actions as a calendar, line by line as RFC 5545 asks. */
#include "exchange-fixture.h"

#include <string.h>

#define LOGBOOK "01890000-0000-7000-8000-000000000001"
#define ACTION "01890000-0000-7000-8000-000000000002"
#define PERSON "01890000-0000-7000-8000-000000000003"
#define NOTE "01890000-0000-7000-8000-000000000004"

static PtDataset *
dataset_of (const char *fields)
{
  g_autofree char *text = g_strdup_printf (
      "{\"format\":\"proeftuin\",\"version\":1,\"logbook\":\"" LOGBOOK "\",\"records\":["
      "{\"id\":\"" NOTE "\",\"kind\":\"entry\",\"fields\":{\"body\":\"Koffie; thee, \\\\ water\"}},"
      "{\"id\":\"" PERSON "\",\"kind\":\"stakeholder\",\"fields\":{\"name\":\"Bewoner 3\"}},"
      "{\"id\":\"" ACTION "\",\"kind\":\"action\",\"fields\":{%s}}]}",
      fields);
  g_autoptr (PtImportPlan) plan = fixture_plan_text (text, NULL, NULL, NULL);

  return fixture_save (NULL, plan);
}

static char *
calendar_of (PtDataset *dataset, const PtExportOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
  g_autoptr (PtExportReport) report = pt_export_ics (dataset, options, out, NULL, &error);

  g_assert_no_error (error);
  g_output_stream_close (out, NULL, NULL);
  g_autoptr (GBytes) bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out));
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/* (transfer full): the part of the action, without what the clock says. */
static char *
action_of (const char *fields, const PtExportOptions *options)
{
  g_autoptr (PtDataset) dataset = dataset_of (fields);
  g_autofree char *calendar = calendar_of (dataset, options);
  g_auto (GStrv) lines = g_strsplit (calendar, "\r\n", -1);
  GString *part = g_string_new (NULL);

  g_assert_cmpstr (lines[0], ==, "BEGIN:VCALENDAR");
  g_assert_cmpstr (lines[1], ==, "VERSION:2.0");
  for (guint i = 4; lines[i] != NULL && strcmp (lines[i], "END:VCALENDAR") != 0; i++)
    if (!g_str_has_prefix (lines[i], "DTSTAMP:") && !g_str_has_prefix (lines[i], "CREATED:")
        && !g_str_has_prefix (lines[i], "LAST-MODIFIED:"))
      g_string_append_printf (part, "%s\n", lines[i]);
  return g_string_free (part, FALSE);
}

static const struct
{
  const char *name;
  const char *fields; /* JSON */
  const char *part;
} cases[] = {
  { "todo", "\"text\":\"Bel de huisarts\"",
    "BEGIN:VTODO\nUID:" ACTION "\nSUMMARY:Bel de huisarts\nCATEGORIES:To do\n"
    "STATUS:NEEDS-ACTION\nEND:VTODO\n" },
  { "due-day", "\"text\":\"Bellen\",\"type\":\"promise\",\"due_on\":\"2026-03-12\"",
    "BEGIN:VTODO\nUID:" ACTION "\nDUE;VALUE=DATE:20260312\nSUMMARY:Bellen\nCATEGORIES:Promise\n"
    "STATUS:NEEDS-ACTION\nEND:VTODO\n" },
  { "appointment", "\"text\":\"Eten\",\"type\":\"appointment\",\"due_on\":\"2026-03-12T14:05\"",
    "BEGIN:VEVENT\nUID:" ACTION "\nDTSTART:20260312T140500\nSUMMARY:Eten\n"
    "CATEGORIES:Appointment\nSTATUS:CONFIRMED\nEND:VEVENT\n" },
  { "appointment-without-day", "\"text\":\"Eten\",\"type\":\"appointment\"",
    "BEGIN:VTODO\nUID:" ACTION "\nSUMMARY:Eten\nCATEGORIES:Appointment\nSTATUS:NEEDS-ACTION\n"
    "END:VTODO\n" },
  { "done", "\"text\":\"Bellen\",\"status\":\"done\",\"done_on\":\"2026-03-12\"",
    "BEGIN:VTODO\nUID:" ACTION "\nSUMMARY:Bellen\nCATEGORIES:To do\nSTATUS:COMPLETED\n"
    "COMPLETED:20260312T120000Z\nEND:VTODO\n" },
  { "dropped-appointment",
    "\"text\":\"Eten\",\"type\":\"appointment\",\"due_on\":\"2026-03-12\",\"status\":\"dropped\"",
    "BEGIN:VEVENT\nUID:" ACTION "\nDTSTART;VALUE=DATE:20260312\nSUMMARY:Eten\n"
    "CATEGORIES:Appointment\nSTATUS:CANCELLED\nEND:VEVENT\n" },
  { "about", "\"text\":\"a,b;c\\\\d\",\"about\":\"" NOTE "\"",
    "BEGIN:VTODO\nUID:" ACTION "\nSUMMARY:a\\,b\\;c\\\\d\n"
    "DESCRIPTION:About: Koffie\\; thee\\, \\\\ water\nCATEGORIES:To do\n"
    "STATUS:NEEDS-ACTION\nEND:VTODO\n" },
  { "mention", "\"text\":\"Bel [@Fatima](pt:" PERSON ")\"",
    "BEGIN:VTODO\nUID:" ACTION "\nSUMMARY:Bel Bewoner 3\nCATEGORIES:To do\n"
    "STATUS:NEEDS-ACTION\nEND:VTODO\n" },
  { "control-characters", "\"text\":\"een\\u0007\\r twee\"",
    "BEGIN:VTODO\nUID:" ACTION "\nSUMMARY:een twee\nCATEGORIES:To do\nSTATUS:NEEDS-ACTION\n"
    "END:VTODO\n" },
};

static void
test_case (gconstpointer data)
{
  const guint i = GPOINTER_TO_UINT (data);
  const PtExportOptions all = { 0 };
  g_autofree char *part = action_of (cases[i].fields, &all);

  g_assert_cmpstr (part, ==, cases[i].part);
}

/* §3.1: at most 75 octets, and a character is not cut in two. */
static void
test_folding (void)
{
  const PtExportOptions all = { 0 };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < 100; i++)
    g_string_append (text, "é");
  g_autofree char *fields = g_strdup_printf ("\"text\":\"%s\"", text->str);
  g_autoptr (PtDataset) dataset = dataset_of (fields);
  g_autofree char *calendar = calendar_of (dataset, &all);
  g_auto (GStrv) lines = g_strsplit (calendar, "\r\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_assert_cmpuint (strlen (lines[i]), <=, 75);
      g_assert_true (g_utf8_validate (lines[i], -1, NULL));
    }
  g_auto (GStrv) parts = g_strsplit (calendar, "\r\n ", -1);
  g_autofree char *unfolded = g_strjoinv ("", parts);
  g_assert_nonnull (strstr (unfolded, text->str));
}

static char *
replace_name (const char *text, gpointer data)
{
  return strstr (text, "Ongeluk") != NULL ? NULL : g_strdup ("Bel Bewoner 3");
}

/* What cannot be said without a name is said without words. */
static void
test_clean (void)
{
  const PtExportOptions clean = { .clean = replace_name };
  g_autofree char *named = action_of ("\"text\":\"Bel Fatima\"", &clean);
  g_autofree char *lost = action_of ("\"text\":\"Ongeluk van Fatima\"", &clean);

  g_assert_nonnull (strstr (named, "SUMMARY:Bel Bewoner 3\n"));
  g_assert_null (strstr (named, "Fatima"));
  g_assert_nonnull (strstr (lost, "SUMMARY:To do\n"));
  g_assert_null (strstr (lost, "Fatima"));
}

static void
test_private_left_out (void)
{
  const PtExportOptions shared = { .least = PT_SHARING_CORE };
  g_autofree char *part = action_of ("\"text\":\"Bellen\",\"sharing\":\"private\"", &shared);

  g_assert_cmpstr (part, ==, "");
}

/* A newer file replaces what an older one said: the ids stay, and so do the bytes. */
static void
test_same_bytes (void)
{
  const PtExportOptions all = { 0 };
  g_autoptr (PtDataset) dataset = dataset_of ("\"text\":\"Bellen\"");
  g_autofree char *one = calendar_of (dataset, &all);
  g_autofree char *other = calendar_of (dataset, &all);

  g_assert_cmpstr (one, ==, other);
  g_assert_true (g_str_has_suffix (one, "END:VCALENDAR\r\n"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/ics/action/", cases[i].name, NULL);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_case);
    }
  g_test_add_func ("/ics/folding", test_folding);
  g_test_add_func ("/ics/clean", test_clean);
  g_test_add_func ("/ics/private-left-out", test_private_left_out);
  g_test_add_func ("/ics/same-bytes", test_same_bytes);
  return g_test_run ();
}
