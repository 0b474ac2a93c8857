/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables to plans: what columns and cells become, what is refused and told, and that importing twice
 * is importing once. */
#include "exchange-fixture.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *kind;
  const char *maps[4];
  const char *text;
  const char *records;
  const char *problems;
} Case;

static const Case CASES[] = {
  { "english-names",
    NULL,
    { NULL },
    "Title,Date,Content,Tags\nWalk,2024-01-15,We walked,\"a, b\"\n",
    "entry body=\"We walked\" occurred_on=\"2024-01-15\" tags/a=true tags/b=true title=\"Walk\"\n",
    "" },
  { "dutch-names",
    NULL,
    { NULL },
    "Titel;Datum;Inhoud\nWandeling;12 maart 2026;Gelopen\n",
    "entry body=\"Gelopen\" occurred_on=\"2026-03-12\" title=\"Wandeling\"\n",
    "" },
  { "field-ids",
    "entry",
    { NULL },
    "title,occurred_on,kind\nA,2024-01-15T14:05,quote\n",
    "entry kind=\"quote\" occurred_on=\"2024-01-15T14:05\" title=\"A\"\n",
    "" },
  { "keys-by-label",
    "experiment",
    { NULL },
    "Titel;Status\nEen;Loopt\nTwee;running\nDrie;Afgerond\nVier;STOPPED\n",
    "experiment status=\"running\" title=\"Een\"\nexperiment status=\"running\" title=\"Twee\"\n"
    "experiment status=\"completed\" title=\"Drie\"\nexperiment status=\"stopped\" "
    "title=\"Vier\"\n",
    "" },
  { "dutch-dates",
    "experiment",
    { "Start=start_on" },
    "Titel;Start\nA;12-3-2026\nB;12/3/2026\nC;2026-03-12\nD;12 mrt 2026\n",
    "experiment start_on=\"2026-03-12\" title=\"A\"\nexperiment start_on=\"2026-03-12\" "
    "title=\"B\"\n"
    "experiment start_on=\"2026-03-12\" title=\"C\"\nexperiment start_on=\"2026-03-12\" "
    "title=\"D\"\n",
    "" },
  { "decimal-comma",
    NULL,
    { "Uren=hours" },
    "Titel;Uren\nA;1,5\nB;2.25\n",
    "entry hours=1.5 title=\"A\"\nentry hours=2.25 title=\"B\"\n",
    "" },
  { "bad-cell-refuses-its-row",
    NULL,
    { NULL },
    "Titel;Datum\nA;12-3-2026\nB;ooit\nC;13-3-2026\n",
    "entry occurred_on=\"2026-03-12\" title=\"A\"\nentry occurred_on=\"2026-03-13\" title=\"C\"\n",
    "3|Datum|refused|" },
  { "line-of-a-later-row",
    NULL,
    { NULL },
    "Titel;Datum\n\"A\nB\";12-3-2026\nC;ooit\n",
    "entry occurred_on=\"2026-03-12\" title=\"A B\"\n",
    "4|Datum|refused|" },
  { "too-many-cells",
    NULL,
    { NULL },
    "Titel;Inhoud\nA;b\nC;d;e\n",
    "entry body=\"b\" title=\"A\"\n",
    "3||refused|" },
  { "too-few-cells",
    NULL,
    { NULL },
    "Titel;Inhoud\nA;b\nC\n",
    "entry body=\"b\" title=\"A\"\nentry title=\"C\"\n",
    "3||told|" },
  { "several-columns-to-one-text",
    NULL,
    { "Notes=body", "Extra=body" },
    "Title,Notes,Extra\nA,first,second\nB,,only\n",
    "entry body=\"first\\n\\n**Extra** second\" title=\"A\"\nentry body=\"**Extra** only\" "
    "title=\"B\"\n",
    "" },
  { "column-by-number",
    NULL,
    { "#2=body" },
    "Title,Xyz\nA,b\n",
    "entry body=\"b\" title=\"A\"\n",
    "" },
  { "column-by-code",
    NULL,
    { "q1=body" },
    "Title,q1. How was it? [you]\nA,b\n",
    "entry body=\"b\" title=\"A\"\n",
    "" },
  { "column-with-equals",
    NULL,
    { "a=b=body" },
    "Title,a=b\nA,c\n",
    "entry body=\"c\" title=\"A\"\n",
    "" },
  { "column-ignored", NULL, { "Content=" }, "Title,Content\nA,b\n", "entry title=\"A\"\n", "" },
  { "reference-by-title",
    "measurement",
    { "Effect=outcome", "Waarde=value" },
    "Effect;Waarde\nOnbekend;3\n",
    "",
    "2|Effect|refused|" },
  { "reference-to-a-later-row",
    "question",
    { "Eerder=parent" },
    "text;Eerder\nNieuw;oud\nOud;\n",
    NULL,
    "" },
  { "nothing-taken",
    NULL,
    { NULL },
    "Title,Rating\nA,1\n,2\n",
    "entry title=\"A\"\n",
    "3||refused|" },
  { "no-column-known", NULL, { NULL }, "Rating,Author\n1,An\n", "", "0||told|" },
  { "our-own-apostrophe",
    NULL,
    { NULL },
    "Title,Content\nA,'=1+1\nB,'s avonds\n",
    "entry body=\"=1+1\" title=\"A\"\nentry body=\"'s avonds\" title=\"B\"\n",
    "" },
};

/* Only the place and the fate: the sentences are for people. */
static void
assert_problems (PtImportPlan *plan, const char *expected)
{
  g_autofree char *problems = fixture_problems (plan);
  if (expected[0] == '\0')
    g_assert_cmpstr (problems, ==, "");
  else if (!g_str_has_prefix (problems, expected))
    g_assert_cmpstr (problems, ==, expected);
  g_assert_cmpuint (plan->problems->len, <=, 1);
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;

  g_autoptr (PtImportPlan) plan = fixture_plan_text (c->text, c->kind, c->maps, NULL);

  g_autofree char *records = fixture_print (plan);
  if (c->records != NULL)
    g_assert_cmpstr (records, ==, c->records);
  assert_problems (plan, c->problems);
}

static void
test_comprehensive (void)
{
  g_autoptr (GBytes) bytes = fixture_bytes ("comprehensive.csv");

  g_autoptr (PtImportPlan) plan = fixture_plan (bytes, "comprehensive.csv", NULL, NULL, NULL);

  g_assert_cmpuint (plan->n_made, ==, 10);
  g_assert_cmpuint (plan->n_refused, ==, 0);
  g_autoptr (GPtrArray) sentences = pt_import_plan_describe (plan);
  g_autoptr (GString) all = g_string_new (NULL);
  for (guint i = 0; i < sentences->len; i++)
    g_string_append_printf (all, "%s\n", (const char *)g_ptr_array_index (sentences, i));
  g_assert_nonnull (strstr (all->str, "Column “Rating” is not taken over (9 rows"));
  g_assert_nonnull (strstr (all->str, "Column “Content” becomes “Text”."));
}

static void
test_survey (void)
{
  g_autoptr (GBytes) bytes = fixture_bytes ("survey.tsv");
  const char *const maps[] = { "id=title", "kindOfChange[acad]=approach", NULL };

  g_autoptr (PtImportPlan) plan = fixture_plan (bytes, "survey.tsv", "experiment", maps, NULL);

  g_assert_cmpuint (plan->columns->len, ==, 29);
  g_assert_cmpuint (plan->n_made, ==, 5);
}

static void
test_again (void)
{
  const char *text = "Title,Content\nA,one\nA,one\nB,two\n";
  g_autoptr (PtImportPlan) first = fixture_plan_text (text, NULL, NULL, NULL);
  g_autoptr (PtDataset) dataset = fixture_save (NULL, first);

  g_autoptr (PtImportPlan) second = fixture_plan_text (text, NULL, NULL, dataset);

  g_assert_cmpuint (first->n_made, ==, 3);
  g_assert_cmpuint (second->n_same, ==, 3);
  g_assert_cmpuint (second->batch->edits->len, ==, 0);
}

static PtDataset *
with_field (PtDataset *dataset, const char *id, const char *field, const char *text)
{
  g_autoptr (PtBatch) batch = pt_batch_new ("");
  PtEdit *edit = pt_edit_new_for (pt_dataset_get (dataset, id));
  pt_edit_set_text (edit, field, text);
  g_ptr_array_add (batch->edits, edit);
  return fixture_save_batch (dataset, NULL, batch);
}

static void
test_again_after_editing (void)
{
  const char *text = "Title,Content,Place\nA,one,Lent\n";
  const char *const less[] = { "Place=", NULL };
  g_autoptr (PtImportPlan) first = fixture_plan_text (text, NULL, less, NULL);
  g_autoptr (PtDataset) before = fixture_save (NULL, first);
  const PtEdit *made = g_ptr_array_index (first->batch->edits, 0);
  g_autoptr (PtDataset) edited = with_field (before, made->id, "body", "rewritten");

  g_autoptr (PtImportPlan) second = fixture_plan_text (text, NULL, NULL, edited);

  g_autofree char *records = fixture_print (second);
  g_assert_cmpstr (records, ==, "entry place=\"Lent\"\n");
  assert_problems (second, "2||told|");
}

static void
test_own_ids_change_records (void)
{
  g_autoptr (PtImportPlan) first = fixture_plan_text ("Title,Content\nA,one\n", NULL, NULL, NULL);
  g_autoptr (PtDataset) dataset = fixture_save (NULL, first);
  const PtEdit *made = g_ptr_array_index (first->batch->edits, 0);
  g_autofree char *text = g_strdup_printf ("id,title,body\n%s,A,corrected\n", made->id);

  g_autoptr (PtImportPlan) second = fixture_plan_text (text, NULL, NULL, dataset);

  g_autofree char *records = fixture_print (second);
  g_assert_cmpstr (records, ==, "entry body=\"corrected\"\n");
  g_assert_cmpuint (second->n_changed, ==, 1);
}

static void
test_reference_by_title (void)
{
  g_autoptr (PtImportPlan)
      first = fixture_plan_text ("Titel\nKeukentafel\n", "experiment", NULL, NULL);
  g_autoptr (PtDataset) dataset = fixture_save (NULL, first);
  const PtEdit *made = g_ptr_array_index (first->batch->edits, 0);

  g_autoptr (PtImportPlan)
      second = fixture_plan_text ("Titel;Experiment\nA;keukentafel\n", NULL, NULL, dataset);

  g_autofree char *records = fixture_print (second);
  g_autofree char *expected = g_strdup_printf ("entry experiment=\"%s\" title=\"A\"\n", made->id);
  g_assert_cmpstr (records, ==, expected);
}

static void
test_saved_mapping (void)
{
  const char *const maps[] = { "Wat=body", "Score=", NULL };
  const char *text = "Titel;Wat;Score\nA;b;1\n";
  g_autoptr (PtImportPlan) first = fixture_plan_text (text, "entry", maps, NULL);
  g_autofree char *saved = pt_import_plan_save_mapping (first);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  PtImportOptions options = { .world = fixture_world (), .saved = saved, .today = "2026-03-12" };

  g_autoptr (PtImportPlan)
      second = pt_import_read_bytes (bytes, "t.csv", &options, NULL, NULL, NULL, NULL, NULL);

  g_autofree char *a = fixture_print (first), *b = fixture_print (second);
  g_assert_cmpstr (a, ==, b);
  g_assert_true (((PtImportColumn *)g_ptr_array_index (second->columns, 2))->ignored);
}

typedef struct
{
  const char *name;
  const char *kind;
  const char *maps[3];
  int code;
} Refusal;

static const Refusal REFUSALS[] = {
  { "no-such-column", NULL, { "Nope=body" }, PT_IMPORT_ERROR_MAPPING },
  { "no-such-field", NULL, { "Title=nope" }, PT_IMPORT_ERROR_MAPPING },
  { "no-such-kind", "nope", { NULL }, PT_IMPORT_ERROR_MAPPING },
  { "no-field-said", NULL, { "Title" }, PT_IMPORT_ERROR_MAPPING },
  { "two-columns-to-a-date",
    NULL,
    { "Title=occurred_on", "Content=occurred_on" },
    PT_IMPORT_ERROR_MAPPING },
};

static void
test_refusal (gconstpointer data)
{
  const Refusal *r = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static ("Title,Content\nA,b\n", 18);
  PtImportOptions options = { .world = fixture_world (), .as_kind = r->kind, .maps = r->maps };

  g_autoptr (PtImportPlan)
      plan = pt_import_read_bytes (bytes, "t.csv", &options, NULL, NULL, NULL, NULL, &error);

  g_assert_null (plan);
  g_assert_error (error, PT_IMPORT_ERROR, r->code);
}

static void
test_cancelled (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) text = g_string_new ("Title\n");
  for (guint i = 0; i < 1000; i++)
    g_string_append_printf (text, "row %u\n", i);
  g_autoptr (GBytes) bytes = g_bytes_new (text->str, text->len);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_cancellable_cancel (cancellable);
  PtImportOptions options = { .world = fixture_world () };

  g_autoptr (PtImportPlan)
      plan = pt_import_read_bytes (bytes, "t.csv", &options, NULL, cancellable, NULL, NULL, &error);

  g_assert_null (plan);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* What a table writes, a table reads. */
static void
test_round_trip (void)
{
  g_autoptr (PtImportPlan)
      first = fixture_plan_text ("Title;Content;Tags;Hours;Kind\nA;=1+1;x, "
                                 "y;1,5;quote\nB;\"two\nlines; and \"\"quotes\"\"\";;;\n",
                                 NULL, (const char *const[]){ "Hours=hours", NULL }, NULL);
  g_autoptr (PtDataset) dataset = fixture_save (NULL, first);
  PtExportOptions options = { .delimiter = ';', .bom = TRUE, .decimal_comma = TRUE };

  g_autofree char *csv = fixture_export (dataset, "entry", &options);
  g_autoptr (PtImportPlan) same = fixture_plan_text (csv, "entry", NULL, dataset);
  g_autoptr (PtImportPlan) fresh = fixture_plan_text (csv, "entry", NULL, NULL);
  g_autoptr (PtDataset) copy = fixture_save (NULL, fresh);
  g_autofree char *again = fixture_export (copy, "entry", &options);

  g_assert_cmpuint (same->n_same, ==, 2);
  g_assert_cmpuint (same->batch->edits->len, ==, 0);
  g_assert_cmpstr (again, ==, csv);
}

/* One cell of 300 kB refused the whole table. */
static void
test_long_cell_refuses_its_row (void)
{
  g_autofree char *cell = g_strnfill (300000, 'x');
  g_autofree char *text = g_strdup_printf ("Titel;Inhoud\nA;%s\nB;kort\n", cell);

  g_autoptr (PtImportPlan) plan = fixture_plan_text (text, NULL, NULL, NULL);

  g_autofree char *made = fixture_print (plan);
  g_autofree char *problems = fixture_problems (plan);
  g_assert_cmpstr (made, ==, "entry body=\"kort\" title=\"B\"\n");
  g_assert_nonnull (strstr (problems, "300000"));
  g_assert_cmpuint (plan->n_refused, ==, 1);
}

/* It was told as one item that could not be taken, where nothing had been tried. */
static void
test_nothing_recognised (void)
{
  const char
      *text = "groups[res]. In your research, did you involve one or more of these groups?;n\n"
              "centrally;4\nmarginally;5\n";
  g_autoptr (PtImportPlan) plan = fixture_plan_text (text, NULL, NULL, NULL);
  g_autoptr (GPtrArray) sentences = pt_import_plan_describe (plan);

  g_assert_cmpuint (plan->n_refused, ==, 0);
  g_assert_cmpuint (sentences->len, ==, 3);
  g_assert_cmpstr (sentences->pdata[0], ==,
                   "Column “groups[res]. In your research, did you involve one or more …” is not "
                   "taken over (2 rows have something there).");
  g_assert_cmpstr (sentences->pdata[2], ==,
                   "No column was recognised. Say which column goes to which field.");
}

static PtImportPlan *
plan_with (const char *text, const char *const *values, gboolean month_first)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  const PtImportOptions options = { .world = fixture_world (),
                                    .as_kind = "experiment",
                                    .lang = "nl",
                                    .values = values,
                                    .month_first = month_first };
  PtImportPlan *plan = pt_import_read_bytes (bytes, "t.csv", &options, NULL, NULL, NULL, NULL,
                                             &error);

  g_assert_no_error (error);
  return plan;
}

/* Words that mean nothing are told once each; then somebody says what they mean. */
static void
test_words (void)
{
  static const char *const said[] = { "status:bezig=running", "status:Weet niet=", NULL };
  const char *text = "Titel;Status\nA;Bezig\nB;bezig\nC;weet niet\nD;Loopt\n";
  g_autoptr (PtImportPlan) asked = plan_with (text, NULL, FALSE);
  g_autoptr (PtImportPlan) told = plan_with (text, said, FALSE);
  g_autofree char *few = fixture_print (asked);
  g_autofree char *all = fixture_print (told);

  g_assert_cmpuint (asked->words->len, ==, 2);
  const PtImportWord *first = asked->words->pdata[0];
  g_assert_cmpstr (first->field, ==, "status");
  g_assert_cmpstr (first->word, ==, "Bezig");
  g_assert_null (first->key);
  g_assert_cmpuint (first->n_rows, ==, 2);
  g_assert_cmpuint (asked->n_refused, ==, 3);
  g_assert_cmpstr (few, ==, "experiment status=\"running\" title=\"D\"\n");
  g_assert_cmpuint (told->n_refused, ==, 0);
  g_assert_cmpstr (((PtImportWord *)told->words->pdata[0])->key, ==, "running");
  g_assert_cmpstr (all, ==,
                   "experiment status=\"running\" title=\"A\"\n"
                   "experiment status=\"running\" title=\"B\"\nexperiment title=\"C\"\n"
                   "experiment status=\"running\" title=\"D\"\n");
}

static void
test_month_first (void)
{
  const char *text = "Titel;start_on\nA;3/12/2026\nB;2026-03-12\nC;12 mrt 2026\n";
  g_autoptr (PtImportPlan) plan = plan_with (text, NULL, TRUE);
  g_autofree char *records = fixture_print (plan);

  g_assert_cmpstr (records, ==,
                   "experiment start_on=\"2026-03-12\" title=\"A\"\n"
                   "experiment start_on=\"2026-03-12\" title=\"B\"\n"
                   "experiment start_on=\"2026-03-12\" title=\"C\"\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autofree char *path = g_strdup_printf ("/import-table/row/%s", CASES[i].name);
      g_test_add_data_func (path, &CASES[i], test_case);
    }
  for (guint i = 0; i < G_N_ELEMENTS (REFUSALS); i++)
    {
      g_autofree char *path = g_strdup_printf ("/import-table/refusal/%s", REFUSALS[i].name);
      g_test_add_data_func (path, &REFUSALS[i], test_refusal);
    }
  g_test_add_func ("/import-table/file/comprehensive", test_comprehensive);
  g_test_add_func ("/import-table/file/survey", test_survey);
  g_test_add_func ("/import-table/again/unchanged", test_again);
  g_test_add_func ("/import-table/again/after-editing", test_again_after_editing);
  g_test_add_func ("/import-table/again/own-ids", test_own_ids_change_records);
  g_test_add_func ("/import-table/reference/by-title", test_reference_by_title);
  g_test_add_func ("/import-table/mapping/saved", test_saved_mapping);
  g_test_add_func ("/import-table/cancelled", test_cancelled);
  g_test_add_func ("/import-table/round-trip", test_round_trip);
  g_test_add_func ("/table/long-cell-refuses-its-row", test_long_cell_refuses_its_row);
  g_test_add_func ("/table/nothing-recognised", test_nothing_recognised);
  g_test_add_func ("/import-table/words", test_words);
  g_test_add_func ("/import-table/month-first", test_month_first);
  return g_test_run ();
}
