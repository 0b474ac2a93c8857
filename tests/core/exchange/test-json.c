/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Our own JSON file: what goes out comes in whole, and what does not fit is told. */
#include "exchange-fixture.h"

#include "pt-json.h"

#include <glib/gstdio.h>
#include <string.h>

#define LOGBOOK "01890000-0000-7000-8000-000000000001"
#define ENTRY "01890000-0000-7000-8000-000000000002"
#define OTHER "01890000-0000-7000-8000-000000000003"
#define COMMENT "01890000-0000-7000-8000-000000000004"
#define PICTURE "01890000-0000-7000-8000-000000000005"
#define FUTURE "01890000-0000-7000-8000-000000000006"

/* base64 of "picture". */
#define DATA "cGljdHVyZQ=="

static const char WHOLE[] =
    "{\"format\":\"proeftuin\",\"version\":1,\"logbook\":\"" LOGBOOK "\",\"records\":["
    "{\"id\":\"" LOGBOOK
    "\",\"kind\":\"logbook\",\"fields\":{\"name\":\"Lab\",\"kind\":\"living_lab\"}},"
    "{\"id\":\"" ENTRY
    "\",\"kind\":\"entry\",\"sharing\":\"team\",\"fields\":{\"body\":\"[@An](pt:" OTHER ")"
    " came\",\"occurred_on\":\"2026-03-12T09:30\",\"kind\":\"from_the_future\",\"hours\":1.5,"
    "\"tags\":[\"a b\",\"c/d\"],\"new_field\":{\"x\":[1,2]},\"new_set/key\":true}},"
    "{\"id\":\"" OTHER
    "\",\"kind\":\"stakeholder\",\"archived\":true,\"sharing\":\"private\",\"fields\":"
    "{\"name\":\"An\",\"protected\":true}},"
    "{\"kind\":\"link\",\"fields\":{\"from\":\"" ENTRY "\",\"to\":\"" OTHER
    "\",\"kind\":\"present\"}},"
    "{\"id\":\"" COMMENT "\",\"kind\":\"comment\",\"fields\":{\"target\":\"" ENTRY
    "\",\"body\":\"Yes\","
    "\"kind\":\"agree\",\"voice\":\"GP\"}},"
    "{\"id\":\"" PICTURE "\",\"kind\":\"attachment\",\"fields\":{\"owner\":\"" ENTRY
    "\",\"filename\":\"a.png\","
    "\"sha256\":\"%s\",\"caption\":\"A picture\"}},"
    "{\"id\":\"" FUTURE "\",\"kind\":\"dream\",\"fields\":{\"about\":\"the sea\",\"depth\":3}}"
    "],\"files\":[{\"sha256\":\"%s\",\"data\":\"" DATA "\"}]}";

static GBytes *
whole (void)
{
  g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "picture", -1);
  g_autofree char *text = g_strdup (WHOLE);
  g_auto (GStrv) parts = g_strsplit (text, "%s", -1);
  char *filled = g_strjoinv (sha256, parts);
  return g_bytes_new_take (filled, strlen (filled));
}

static GBytes *
reader_cb (const char *sha256, gpointer data)
{
  return g_bytes_new_static ("picture", 7);
}

static const char NEWER[] =
    "{\"format\":\"proeftuin\",\"version\":1,\"records\":["
    "{\"id\":\"01890000-0000-7000-8000-000000000001\",\"kind\":\"hologram\",\"archived\":true,"
    "\"fields\":{\"shape\":\"ball\"}},"
    "{\"id\":\"01890000-0000-7000-8000-000000000002\",\"kind\":\"entry\","
    "\"sharing\":\"galaxy\",\"fields\":{\"body\":\"Far\"}}]}";

static const PtExportOptions ALL = { .least = PT_SHARING_PRIVATE, .reader = reader_cb };

static PtDataset *
import_whole (void)
{
  g_autoptr (GBytes) bytes = whole ();
  g_autoptr (PtImportPlan) plan = fixture_plan (bytes, "whole.json", NULL, NULL, NULL);
  g_autofree char *problems = fixture_problems (plan);
  g_assert_cmpstr (problems, ==, "");
  g_assert_nonnull (plan->logbook);
  return fixture_save (NULL, plan);
}

static void
test_round_trip (void)
{
  g_autoptr (PtDataset) dataset = import_whole ();

  g_autofree char *once = fixture_export (dataset, NULL, &ALL);
  g_autoptr (GBytes) bytes = g_bytes_new (once, strlen (once));
  g_autoptr (PtImportPlan) plan = fixture_plan (bytes, "once.json", NULL, NULL, NULL);
  g_autoptr (PtDataset) copy = fixture_save (NULL, plan);
  g_autofree char *twice = fixture_export (copy, NULL, &ALL);

  g_assert_cmpuint (pt_dataset_size (dataset), ==, 7);
  g_assert_cmpstr (once, ==, twice);
}

static void
test_newer_version_survives (void)
{
  g_autoptr (PtDataset) dataset = import_whole ();

  g_autofree char *json = fixture_export (dataset, NULL, &ALL);

  g_assert_nonnull (strstr (json, "\"new_field\":{\"x\":[1,2]}"));
  g_assert_nonnull (strstr (json, "\"new_set/key\":true"));
  g_assert_nonnull (strstr (json, "\"kind\":\"from_the_future\""));
  g_assert_nonnull (strstr (json, "\"kind\":\"dream\""));
  g_assert_nonnull (strstr (json, "\"depth\":3"));
}

static void
test_private_left_out (void)
{
  g_autoptr (PtDataset) dataset = import_whole ();
  PtExportOptions options = { .least = PT_SHARING_CORE, .reader = reader_cb };

  g_autofree char *json = fixture_export (dataset, NULL, &options);

  g_assert_null (strstr (json, "\"kind\":\"stakeholder\""));
  g_assert_null (strstr (json, "\"kind\":\"link\""));
  g_assert_nonnull (strstr (json, "\"kind\":\"entry\""));
}

static void
test_again (void)
{
  g_autoptr (PtDataset) dataset = import_whole ();
  g_autoptr (GBytes) bytes = whole ();

  g_autoptr (PtImportPlan) plan = fixture_plan (bytes, "whole.json", NULL, NULL, dataset);

  g_autofree char *records = fixture_print (plan);
  g_assert_cmpstr (records, ==, "");
  g_assert_cmpuint (plan->n_made, ==, 0);
  g_assert_null (plan->logbook);
}

static void
test_into_another_logbook (void)
{
  g_autoptr (GBytes) bytes = whole ();
  g_autoptr (PtBatch) batch = pt_batch_new ("");
  PtEdit *logbook = pt_edit_new (fixture_world (), "logbook", NULL);
  pt_edit_set_text (logbook, "name", "Elsewhere");
  g_ptr_array_add (batch->edits, logbook);
  g_autoptr (PtDataset) elsewhere = fixture_save_batch (NULL, NULL, batch);

  g_autoptr (PtImportPlan) plan = fixture_plan (bytes, "whole.json", NULL, NULL, elsewhere);

  g_autofree char *problems = fixture_problems (plan);
  g_assert_nonnull (strstr (problems, "settings of another logbook"));
  g_assert_cmpuint (plan->n_made, ==, 3);
  g_assert_null (plan->logbook);
}

typedef struct
{
  const char *name;
  const char *records; /* the array's contents */
  const char *made;
  const char *problem; /* a part of the one sentence, or NULL */
} Odd;

static const Odd ODDS[] = {
  { "no-kind", "{\"id\":\"" ENTRY "\"}", "", "no id or no kind" },
  { "not-an-object", "7", "", "no id or no kind" },
  { "twice",
    "{\"id\":\"" ENTRY "\",\"kind\":\"entry\",\"fields\":{\"body\":\"a\"}},"
    "{\"id\":\"" ENTRY "\",\"kind\":\"entry\",\"fields\":{\"body\":\"b\"}}",
    "entry body=\"a\"\n", "twice" },
  { "wrong-value",
    "{\"id\":\"" ENTRY
    "\",\"kind\":\"entry\",\"fields\":{\"body\":\"a\",\"occurred_on\":\"soon\"}}",
    "entry body=\"a\"\n", ENTRY },
  { "word-ids", "{\"id\":\"n\",\"kind\":\"entry\",\"fields\":{\"body\":\"[@x](pt:gone)\"}}",
    "entry body=\"[@x](pt:gone)\"\n", "gone" },
  { "dangling-link",
    "{\"kind\":\"link\",\"fields\":{\"from\":\"a\",\"to\":\"b\",\"kind\":\"source\"}}", "",
    "not in the file" },
  { "file-without-bytes",
    "{\"id\":\"" PICTURE "\",\"kind\":\"attachment\",\"fields\":{\"owner\":\"" ENTRY "\","
    "\"sha256\":\"00\"}}",
    "attachment owner=\"" ENTRY "\" sha256=\"00\"\n", "its file" },
  { "names-a-file",
    "{\"id\":\"" PICTURE
    "\",\"kind\":\"attachment\",\"file\":\"/etc/passwd\",\"fields\":{\"owner\":\"" ENTRY "\"}}",
    "attachment owner=\"" ENTRY "\"\n", "its file" },
};

static void
test_odd (gconstpointer data)
{
  const Odd *odd = data;
  g_autofree char *text = g_strdup_printf (
      "{\"format\":\"proeftuin\",\"version\":1,\"records\":[%s]}", odd->records);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  g_autoptr (PtImportPlan) plan = fixture_plan (bytes, "odd.json", NULL, NULL, NULL);

  g_autofree char *made = fixture_print (plan);
  g_autofree char *problems = fixture_problems (plan);
  g_assert_cmpstr (made, ==, odd->made);
  g_assert_cmpuint (plan->problems->len, ==, 1);
  g_assert_nonnull (strstr (problems, odd->problem));
}

typedef struct
{
  const char *name;
  const char *text;
} Refused;

static const Refused REFUSED[] = {
  { "not-ours", "{\"a\":1}" },
  { "newer", "{\"format\":\"proeftuin\",\"version\":99,\"records\":[]}" },
  { "no-records", "{\"format\":\"proeftuin\",\"version\":1}" },
  { "cut-off", "{\"format\":\"proeftuin\",\"version\":1,\"records\":[{\"id\":" },
  { "altered-file", "{\"format\":\"proeftuin\",\"version\":1,\"records\":[],\"files\":[{\"sha256\":"
                    "\"00\",\"data\":\"" DATA "\"}]}" },
};

static void
test_refused (gconstpointer data)
{
  const Refused *refused = data;
  g_autoptr (GBytes) bytes = g_bytes_new_static (refused->text, strlen (refused->text));

  g_autoptr (GError) error = fixture_refusal (bytes, "a.json");

  g_assert_cmpuint (strlen (error->message), >, 10);
}

static void
test_replaces_whole (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtDataset) dataset = import_whole ();
  g_autofree char *folder = g_dir_make_tmp ("exchange-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "out.json", NULL);

  g_autoptr (PtExportReport) report = pt_export_to_path (dataset, "json", &ALL, path, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (report->n_records, ==, 7);
  g_assert_cmpuint (report->n_files, ==, 1);
  g_autofree char *expected = fixture_export (dataset, NULL, &ALL);
  g_autofree char *found = NULL;
  g_assert_true (g_file_get_contents (path, &found, NULL, NULL));
  g_assert_cmpstr (found, ==, expected);
  g_remove (path);
  g_rmdir (folder);
}

static void
test_csv_folder (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtDataset) dataset = import_whole ();
  g_autofree char *folder = g_dir_make_tmp ("exchange-XXXXXX", NULL);
  PtExportOptions options = { .lang = "nl", .delimiter = ';' };
  static const char *const NAMES[] = { "logbook",    "entry",   "stakeholder", "link",
                                       "attachment", "comment", "dream" };

  g_autoptr (PtExportReport)
      report = pt_export_csv_folder (dataset, &options, folder, NULL, &error);

  g_assert_no_error (error);
  /* The archived person is not in a table. */
  g_assert_cmpuint (report->n_records, ==, 6);
  for (guint i = 0; i < G_N_ELEMENTS (NAMES); i++)
    {
      g_autofree char *name = g_strconcat (NAMES[i], ".csv", NULL);
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_assert_cmpint (g_remove (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* An archived record of a newer version's kind made the whole folder fail. */
static void
test_csv_folder_archived_unknown_kind (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static (NEWER, strlen (NEWER));
  g_autoptr (PtImportPlan) plan = fixture_plan (bytes, "newer.json", NULL, NULL, NULL);
  g_autoptr (PtDataset) dataset = fixture_save (NULL, plan);
  g_autofree char *folder = g_dir_make_tmp ("exchange-XXXXXX", NULL);
  g_autofree char *entries = g_build_filename (folder, "entry.csv", NULL);

  g_autoptr (PtExportReport) report = pt_export_csv_folder (dataset, &ALL, folder, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (report->n_records, ==, 1);
  g_assert_cmpint (g_remove (entries), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
test_newer_sharing_survives (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (NEWER, strlen (NEWER));
  g_autoptr (PtImportPlan) plan = fixture_plan (bytes, "newer.json", NULL, NULL, NULL);
  g_autoptr (PtDataset) dataset = fixture_save (NULL, plan);

  g_autofree char *json = fixture_export (dataset, NULL, &ALL);

  g_assert_nonnull (strstr (json, "\"sharing\":\"galaxy\""));
}

static GBytes *
cancelling_reader_cb (const char *sha256, gpointer data)
{
  g_cancellable_cancel (data);
  return g_bytes_new_static ("picture", 7);
}

/* What could not be written whole left an empty file, as if it were an export. */
static void
test_no_half_file (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtDataset) dataset = import_whole ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *folder = g_dir_make_tmp ("exchange-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "out.json", NULL);
  PtExportOptions options = ALL;
  options.reader = cancelling_reader_cb;
  options.reader_data = cancellable;

  g_assert_null (pt_export_to_path (dataset, "json", &options, path, cancellable, &error));

  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
add_question (PtDataset *dataset, const char *id, int64_t no, const char *opened_on)
{
  g_autoptr (PtBatch) batch = pt_batch_new ("");
  PtEdit *edit = pt_edit_new (fixture_world (), "question", id);
  pt_edit_set_text (edit, "opened_on", opened_on);
  g_ptr_array_add (batch->edits, edit);
  g_autoptr (PtDataset) one = fixture_save_batch (NULL, NULL, batch);
  PtRecord *record = pt_dataset_get (one, id);
  pt_record_set_hub (record, 0, no, false);
  pt_dataset_add (dataset, record);
}

/* Question B stays B: numbers are given again in the order of the file. */
static void
test_order_of_numbers (void)
{
  g_autoptr (PtDataset) dataset = pt_dataset_new ();
  add_question (dataset, ENTRY, 2, "2026-01-01");
  add_question (dataset, OTHER, 0, "2025-01-01");
  add_question (dataset, COMMENT, 1, "2026-03-01");

  g_autofree char *json = fixture_export (dataset, NULL, &ALL);

  g_assert_cmpint (strstr (json, COMMENT) - json, <, strstr (json, ENTRY) - json);
  g_assert_cmpint (strstr (json, ENTRY) - json, <, strstr (json, OTHER) - json);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json/round-trip", test_round_trip);
  g_test_add_func ("/json/newer-version-survives", test_newer_version_survives);
  g_test_add_func ("/json/newer-sharing-survives", test_newer_sharing_survives);
  g_test_add_func ("/json/no-half-file", test_no_half_file);
  g_test_add_func ("/csv/folder/archived-unknown-kind", test_csv_folder_archived_unknown_kind);
  g_test_add_func ("/json/private-left-out", test_private_left_out);
  g_test_add_func ("/json/import/again", test_again);
  g_test_add_func ("/json/import/into-another-logbook", test_into_another_logbook);
  g_test_add_func ("/json/export/order-of-numbers", test_order_of_numbers);
  g_test_add_func ("/json/export/replaces-whole", test_replaces_whole);
  g_test_add_func ("/json/export/csv-folder", test_csv_folder);
  for (guint i = 0; i < G_N_ELEMENTS (ODDS); i++)
    {
      g_autofree char *path = g_strdup_printf ("/json/odd/%s", ODDS[i].name);
      g_test_add_data_func (path, &ODDS[i], test_odd);
    }
  for (guint i = 0; i < G_N_ELEMENTS (REFUSED); i++)
    {
      g_autofree char *path = g_strdup_printf ("/json/refused/%s", REFUSED[i].name);
      g_test_add_data_func (path, &REFUSED[i], test_refused);
    }
  return g_test_run ();
}
