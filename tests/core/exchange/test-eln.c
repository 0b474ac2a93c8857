/* SPDX-License-Identifier: GPL-3.0-or-later */
/* .eln archives: the real ones, and small ones written as other programs write them. */
#include "exchange-fixture.h"
#include "exchange-zip.h"

#include <string.h>

static guint
count (PtImportPlan *plan, const char *kind)
{
  guint n = 0;
  for (guint i = 0; i < plan->batch->edits->len; i++)
    n += g_str_equal (((PtEdit *)g_ptr_array_index (plan->batch->edits, i))->kind, kind) ? 1 : 0;
  return n;
}

static PtEdit *
find (PtImportPlan *plan, const char *kind, const char *field, const char *text)
{
  for (guint i = 0; i < plan->batch->edits->len; i++)
    {
      PtEdit *edit = g_ptr_array_index (plan->batch->edits, i);
      const PtValue *value = g_str_equal (edit->kind, kind) ? pt_edit_get (edit, field) : NULL;
      if (value != NULL && value->type == PT_VALUE_TEXT && g_str_equal (value->text, text))
        return edit;
    }
  return NULL;
}

static const char *
text_of (PtEdit *edit, const char *field)
{
  const PtValue *value = edit != NULL ? pt_edit_get (edit, field) : NULL;
  return value != NULL && value->type == PT_VALUE_TEXT ? value->text : NULL;
}

static void
test_elabftw (void)
{
  g_autoptr (GBytes) bytes = fixture_bytes ("elabftw.eln");

  g_autoptr (PtImportPlan) plan = fixture_plan (bytes, "elabftw.eln", NULL, NULL, NULL);

  g_autofree char *problems = fixture_problems (plan);
  g_assert_cmpstr (problems, ==, "");
  g_assert_cmpuint (count (plan, "experiment"), ==, 11);
  g_assert_cmpuint (count (plan, "entry"), ==, 12);
  g_assert_cmpuint (count (plan, "comment"), ==, 4);
  g_assert_cmpuint (count (plan, "link"), ==, 3);
  g_assert_cmpuint (plan->batch->files->len, ==, 2);
}

static void
test_elabftw_experiment (void)
{
  g_autoptr (GBytes) bytes = fixture_bytes ("elabftw.eln");

  g_autoptr (PtImportPlan) plan = fixture_plan (bytes, "elabftw.eln", NULL, NULL, NULL);

  PtEdit *experiment = find (plan, "experiment", "title", "Gold master experiment");
  PtEdit *entry = find (plan, "entry", "title", "Gold master experiment");
  const char *body = text_of (entry, "body");
  g_assert_cmpstr (text_of (experiment, "status"), ==, "completed");
  g_assert_cmpstr (text_of (experiment, "start_on"), ==, "2025-01-03");
  g_assert_cmpstr (text_of (entry, "experiment"), ==, experiment->id);
  g_assert_nonnull (pt_edit_get (entry, "tags/tag with space"));
  g_assert_nonnull (pt_edit_get (entry, "tags/special chars {[éèÀ®]}:*<>×÷±"));
  g_assert_nonnull (strstr (body, "# Level 1 title"));
  g_assert_nonnull (strstr (body, "| Something | in H₂ | the |"));
  g_assert_nonnull (strstr (body, "- [x] a step\n- [ ] another step"));
  g_assert_nonnull (strstr (body, "| Number with units | 12 mM | this one has units |"));
  g_assert_nonnull (strstr (body, "| Author | Nicola Mohr |"));
  g_assert_nonnull (find (plan, "experiment", "title", "フルーツフライの食性に関する研究"));
}

static void
test_again (void)
{
  g_autoptr (GBytes) bytes = fixture_bytes ("elabftw.eln");
  g_autoptr (PtImportPlan) first = fixture_plan (bytes, "elabftw.eln", NULL, NULL, NULL);
  g_autoptr (PtDataset) dataset = fixture_save (NULL, first);

  g_autoptr (PtImportPlan) second = fixture_plan (bytes, "elabftw.eln", NULL, NULL, dataset);

  g_autofree char *made = fixture_print (second);
  g_assert_cmpstr (made, ==, "");
  g_assert_cmpuint (second->n_same, ==, 23);
}

/* An undo archives; the file that is imported once more comes back whole. */
static void
test_again_after_undo (void)
{
  g_autoptr (GBytes) bytes = fixture_bytes ("elabftw.eln");
  g_autoptr (PtImportPlan) first = fixture_plan (bytes, "elabftw.eln", NULL, NULL, NULL);
  g_autoptr (PtDataset) dataset = fixture_save (NULL, first);
  g_autoptr (PtBatch) undo = pt_batch_new ("");
  GPtrArray *all = pt_dataset_list_all (dataset);
  for (guint i = 0; i < all->len; i++)
    {
      PtEdit *edit = pt_edit_new_for (g_ptr_array_index (all, i));
      pt_edit_set_bool (edit, "archived", true);
      g_ptr_array_add (undo->edits, edit);
    }
  g_autoptr (PtDataset) undone = fixture_save_batch (dataset, NULL, undo);

  g_autoptr (PtImportPlan) second = fixture_plan (bytes, "elabftw.eln", NULL, NULL, undone);
  g_autoptr (PtDataset) back = fixture_save (undone, second);

  GPtrArray *again = pt_dataset_list_all (back);
  g_assert_cmpuint (again->len, ==, 11 + 12 + 4 + 3 + 2);
  for (guint i = 0; i < again->len; i++)
    g_assert_false (pt_record_is_archived (g_ptr_array_index (again, i)));
}

static void
test_as_entries (void)
{
  g_autoptr (GBytes) bytes = fixture_bytes ("elabftw.eln");

  g_autoptr (PtImportPlan) plan = fixture_plan (bytes, "elabftw.eln", "entry", NULL, NULL);

  g_assert_cmpuint (count (plan, "experiment"), ==, 0);
  g_assert_cmpuint (count (plan, "entry"), ==, 12);
}

static void
test_minimal (void)
{
  g_autoptr (GBytes) bytes = fixture_bytes ("minimal.eln");

  g_autoptr (PtImportPlan) plan = fixture_plan (bytes, "minimal.eln", NULL, NULL, NULL);

  PtEdit *entry = find (plan, "entry", "title", "MinimalExample");
  g_assert_cmpuint (plan->n_made, ==, 1);
  g_assert_cmpstr (text_of (entry, "occurred_on"), ==, "2021-01-01");
  g_assert_true (g_str_has_prefix (text_of (entry, "body"), "A minimal test dataset"));
}

/* A crate as another program writes it, and what becomes of it. */
typedef struct
{
  const char *name;
  const char *graph;
  const char *made; /* without ids: see print_short() */
} Style;

#define ROOT(parts)                                                                                \
  "{\"@id\":\"ro-crate-metadata.json\",\"@type\":\"CreativeWork\",\"about\":{\"@id\":\"./\"}},"    \
  "{\"@id\":\"./\",\"@type\":\"Dataset\",\"hasPart\":" parts "}"

static const Style STYLES[] = {
  { "type-as-list",
    ROOT ("[{\"@id\":\"./a/\"}]") ",{\"@id\":\"a\",\"@type\":[\"Dataset\",\"Thing\"],\"name\":"
                                  "\"A\",\"text\":\"x\"}",
    "entry A: x\n" },
  { "part-not-in-a-list",
    ROOT ("{\"@id\":\"./a/\"}") ",{\"@id\":\"./a/"
                                "\",\"@type\":\"Dataset\",\"name\":\"A\",\"text\":\"x\"}",
    "entry A: x\n" },
  { "no-name",
    ROOT ("[{\"@id\":\"./log/day%201/\"}]") ",{\"@id\":\"./log/day%201/"
                                            "\",\"@type\":\"Dataset\",\"text\":\"x\"}",
    "entry day 1: x\n" },
  { "nothing-leads-to-it",
    ROOT ("[]") ",{\"@id\":\"#a\",\"@type\":\"Dataset\",\"name\":\"A\",\"description\":\"x\"}",
    "entry A: x\n" },
  { "no-descriptor", "{\"@id\":\"./a/\",\"@type\":\"Dataset\",\"name\":\"A\",\"text\":\"x\"}",
    "entry A: x\n" },
  { "terms-with-vocabulary",
    ROOT ("[{\"@id\":\"a\"}]") ",{\"@id\":\"a\",\"@type\":\"schema:Dataset\",\"schema:name\":\"A\","
                               "\"http://schema.org/text\":{\"@value\":\"x\"}}",
    "entry A: x\n" },
  { "missing-part",
    ROOT ("[{\"@id\":\"./a/\"},{\"@id\":\"./gone/\"}]") ",{\"@id\":\"./a/"
                                                        "\",\"@type\":\"Dataset\",\"name\":\"A\","
                                                        "\"text\":\"x\"}",
    "entry A: x\n! “./gone/” is named in the archive, but is not in it.\n" },
  { "experiment-with-notes",
    ROOT ("[{\"@id\":\"p/\"}]") ",{\"@id\":\"p/"
                                "\",\"@type\":\"Dataset\",\"name\":\"Project\",\"description\":"
                                "\"Why\",\"hasPart\":[{\"@id\":\"p/n/\"}]},"
                                "{\"@id\":\"p/n/"
                                "\",\"@type\":\"Dataset\",\"name\":\"Note\",\"text\":\"<p>b<b>o</"
                                "b>dy</p>\"}",
    "experiment Project\nentry Project: Why\nentry Note: b**o**dy\n" },
  { "keywords-as-list",
    ROOT ("[{\"@id\":\"a\"}]") ",{\"@id\":\"a\",\"@type\":\"Dataset\",\"name\":\"A\",\"text\":"
                               "\"x\",\"keywords\":[\"one, two\",{\"@id\":\"#t\"}]},"
                               "{\"@id\":\"#t\",\"@type\":\"DefinedTerm\",\"name\":\"three\"}",
    "entry A [one, two] [three]: x\n" },
  { "author-in-place",
    ROOT ("[{\"@id\":\"a\"}]") ",{\"@id\":\"a\",\"@type\":\"Dataset\",\"name\":\"A\",\"author\":[{"
                               "\"@type\":\"Person\",\"givenName\":\"An\"},{\"@id\":\"#k\"}]},"
                               "{\"@id\":\"#k\",\"@type\":\"Person\",\"name\":\"Koen\"}",
    "entry A: | Property | Value | Explanation |\n| --- | --- | --- |\n| Author | An, Koen |  "
    "|\n" },
  { "comments-in-place",
    ROOT ("[{\"@id\":\"a\"}]") ",{\"@id\":\"a\",\"@type\":\"Dataset\",\"name\":\"A\",\"text\":"
                               "\"x\",\"comment\":{\"@type\":\"Comment\",\"text\":\"<p>Yes</"
                               "p>\",\"author\":\"An\",\"dateCreated\":\"2026-03-12\"}}",
    "entry A: x\ncomment An, 12 March 2026: Yes\n" },
  { "in-a-circle",
    ROOT ("[{\"@id\":\"a\"}]") ",{\"@id\":\"a\",\"@type\":\"Dataset\",\"name\":\"A\",\"text\":"
                               "\"x\",\"hasPart\":[{\"@id\":\"a\"},{\"@id\":\"./"
                               "\"}],\"mentions\":[{\"@id\":\"a\"}]}",
    "entry A: x\n" },
};

static void
print_tags (GString *out, PtEdit *edit)
{
  for (guint i = 0; i < edit->set->len; i++)
    {
      const PtSetting *setting = g_ptr_array_index (edit->set, i);
      if (g_str_has_prefix (setting->name, "tags/"))
        g_string_append_printf (out, " [%s]", setting->name + strlen ("tags/"));
    }
}

static char *
print_short (PtImportPlan *plan)
{
  GString *out = g_string_new (NULL);
  for (guint i = 0; i < plan->batch->edits->len; i++)
    {
      PtEdit *edit = g_ptr_array_index (plan->batch->edits, i);
      const char *title = text_of (edit, "title"), *voice = text_of (edit, "voice");
      const char *body = text_of (edit, "body");
      g_string_append_printf (out, "%s %s", edit->kind,
                              title != NULL   ? title
                              : voice != NULL ? voice
                                              : "");
      print_tags (out, edit);
      if (!g_str_equal (edit->kind, "experiment"))
        g_string_append_printf (out, ": %s", body != NULL ? body : "");
      g_string_append_c (out, '\n');
    }
  for (guint i = 0; i < plan->problems->len; i++)
    g_string_append_printf (out, "! %s\n",
                            ((PtImportProblem *)g_ptr_array_index (plan->problems, i))->sentence);
  return g_string_free (out, FALSE);
}

static void
test_style (gconstpointer data)
{
  const Style *style = data;
  g_autofree char *metadata = g_strdup_printf (
      "{\"@context\":\"https://w3id.org/ro/crate/9.9/context\",\"@graph\":[%s]}", style->graph);
  g_autoptr (GBytes) bytes = zip_crate (metadata);

  g_autoptr (PtImportPlan) plan = fixture_plan (bytes, "table.eln", NULL, NULL, NULL);

  g_autofree char *made = print_short (plan);
  g_assert_cmpstr (made, ==, style->made);
}

typedef struct
{
  const char *name;
  const char *file; /* the File entity */
  const char *made;
  const char *problem; /* a part of it, or NULL */
} FileCase;

#define SHA256_OF_HELLO "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"

static const FileCase FILES[] = {
  { "good-hash", "{\"@id\":\"a/h%20w.txt\",\"@type\":\"File\",\"sha256\":\"" SHA256_OF_HELLO "\"}",
    "file h w.txt 5\n", NULL },
  { "upper-case-hash",
    "{\"@id\":\"./a/"
    "h%20w.txt\",\"@type\":\"File\",\"name\":\"x.txt\",\"sha256\":"
    "\"2CF24DBA5FB0A30E26E83B2AC5B9E29E1B161E5C1FA7425E73043362938B9824\"}",
    "file x.txt 5\n", NULL },
  { "no-hash", "{\"@id\":\"a/h%20w.txt\",\"@type\":[\"File\"]}", "file h w.txt 5\n", NULL },
  { "wrong-hash", "{\"@id\":\"a/h%20w.txt\",\"@type\":\"File\",\"sha256\":\"00\"}", "",
    "altered or damaged" },
  { "not-there", "{\"@id\":\"a/other.txt\",\"@type\":\"File\"}", "file h w.txt 5\n",
    "not in the archive" },
  { "outside", "{\"@id\":\"../../etc/passwd\",\"@type\":\"File\"}", "file h w.txt 5\n",
    "not in the archive" },
};

static void
test_file (gconstpointer data)
{
  const FileCase *c = data;
  g_autofree char *metadata = g_strdup_printf (
      "{\"@graph\":[" ROOT ("[{\"@id\":\"a/\"}]") ",{\"@id\":\"a/"
                                                  "\",\"@type\":\"Dataset\",\"name\":\"A\","
                                                  "\"text\":\"x\",\"hasPart\":[%s]}]}",
      c->file);
  Zip *zip = zip_new ();
  zip_add (zip, "crate/ro-crate-metadata.json", metadata, -1);
  zip_add (zip, "crate/a//h w.txt", "hello", -1);
  g_autoptr (GBytes) bytes = zip_close (zip);

  g_autoptr (PtImportPlan) plan = fixture_plan (bytes, "a.eln", "entry", NULL, NULL);

  g_autofree char *made = fixture_print (plan);
  g_autofree char *problems = fixture_problems (plan);
  g_assert_cmpstr (strchr (made, '\n') + 1, ==, c->made);
  if (c->problem == NULL)
    g_assert_cmpstr (problems, ==, "");
  else
    g_assert_nonnull (strstr (problems, c->problem));
}

static void
test_stray_file (void)
{
  Zip *zip = zip_new ();
  zip_add (zip, "c/ro-crate-metadata.json",
           "{\"@graph\":[" ROOT (
               "[{\"@id\":\"a/\"}]") ",{\"@id\":\"a/"
                                     "\",\"@type\":\"Dataset\",\"name\":\"A\",\"text\":\"x\"}]}",
           -1);
  zip_add (zip, "c/stray.txt", "hello", -1);
  g_autoptr (GBytes) bytes = zip_close (zip);

  g_autoptr (PtImportPlan) plan = fixture_plan (bytes, "a.eln", NULL, NULL, NULL);

  g_autofree char *problems = fixture_problems (plan);
  g_assert_nonnull (strstr (problems, "“c/stray.txt” is in the archive, but belongs to nothing"));
}

static void
test_picture_in_text (void)
{
  g_autoptr (GBytes) bytes = zip_crate ("{\"@graph\":[" ROOT (
      "[{\"@id\":\"a/\"}]") ",{\"@id\":\"a/"
                            "\",\"@type\":\"Dataset\",\"name\":\"A\",\"text\":\"<p>x<img "
                            "src='data:image/png;base64,aGVsbG8='></p>\"}]}");

  g_autoptr (PtImportPlan) plan = fixture_plan (bytes, "a.eln", NULL, NULL, NULL);

  g_autofree char *made = fixture_print (plan);
  g_assert_nonnull (strstr (made, "body=\"x*(picture-1.png)*\""));
  g_assert_nonnull (strstr (made, "file picture-1.png 5\n"));
}

static void
test_long_text (void)
{
  g_autofree char *words = g_strnfill (PT_FIELD_MAX_BYTES + 10, 'w');
  g_autofree char *metadata = g_strdup_printf (
      "{\"@graph\":[" ROOT (
          "[{\"@id\":\"a/\"}]") ",{\"@id\":\"a/"
                                "\",\"@type\":\"Dataset\",\"name\":\"A\",\"text\":\"%s\"}]}",
      words);
  g_autoptr (GBytes) bytes = zip_crate (metadata);

  g_autoptr (PtImportPlan) plan = fixture_plan (bytes, "a.eln", NULL, NULL, NULL);

  PtEdit *entry = find (plan, "entry", "title", "A");
  g_assert_cmpuint (strlen (text_of (entry, "body")), <=, PT_FIELD_MAX_BYTES);
  g_assert_cmpuint (plan->batch->files->len, ==, 1);
  g_assert_cmpuint (plan->problems->len, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/eln/elabftw/counts", test_elabftw);
  g_test_add_func ("/eln/elabftw/experiment", test_elabftw_experiment);
  g_test_add_func ("/eln/elabftw/again", test_again);
  g_test_add_func ("/eln/elabftw/again-after-undo", test_again_after_undo);
  g_test_add_func ("/eln/elabftw/as-entries", test_as_entries);
  g_test_add_func ("/eln/minimal", test_minimal);
  for (guint i = 0; i < G_N_ELEMENTS (STYLES); i++)
    {
      g_autofree char *path = g_strdup_printf ("/eln/style/%s", STYLES[i].name);
      g_test_add_data_func (path, &STYLES[i], test_style);
    }
  for (guint i = 0; i < G_N_ELEMENTS (FILES); i++)
    {
      g_autofree char *path = g_strdup_printf ("/eln/file/%s", FILES[i].name);
      g_test_add_data_func (path, &FILES[i], test_file);
    }
  g_test_add_func ("/eln/file/stray", test_stray_file);
  g_test_add_func ("/eln/text/picture", test_picture_in_text);
  g_test_add_func ("/eln/text/too-long", test_long_text);
  return g_test_run ();
}
