/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the app says and keeps, without a window: sync words, marked words, rows, views, drafts. */
#include "pt-draft.h"
#include "pt-markdown-text.h"
#include "pt-list-view.h"
#include "pt-place.h"
#include "pt-row-text.h"
#include "pt-saved-views.h"
#include "pt-sync-words.h"
#include "pt-word-diff.h"

#include <string.h>

#define HOUR (3600 * PT_USEC_PER_SECOND)
#define DAY (24 * HOUR)
#define NOW (1770000000 * PT_USEC_PER_SECOND)

static const struct
{
  const char *name;
  PtSyncFacts facts;
  const char *words;
} sync_cases[] = {
  { "no-hub", { .state = PT_SYNC_STATE_NO_HUB, .pending = 5, .now = NOW }, "Saved on this laptop" },
  { "idle",
    { .state = PT_SYNC_STATE_IDLE, .last_contact = NOW, .now = NOW },
    "Shared with your team at 02:40" },
  { "idle-never", { .state = PT_SYNC_STATE_IDLE, .now = NOW }, "Saved on this laptop" },
  { "one-waits",
    { .state = PT_SYNC_STATE_OFFLINE, .pending = 1, .now = NOW },
    "1 change waits for internet" },
  { "three-wait",
    { .state = PT_SYNC_STATE_OFFLINE, .pending = 3, .now = NOW },
    "3 changes wait for internet" },
  { "offline",
    { .state = PT_SYNC_STATE_OFFLINE, .last_contact = NOW - DAY, .now = NOW },
    "No internet – everything keeps working" },
  { "six-days",
    { .state = PT_SYNC_STATE_OFFLINE, .last_contact = NOW - 7 * DAY + HOUR, .now = NOW },
    "No internet – everything keeps working" },
  { "seven-days",
    { .state = PT_SYNC_STATE_OFFLINE, .last_contact = NOW - 7 * DAY, .now = NOW },
    "Not shared for 7 days" },
  { "eight-days",
    { .state = PT_SYNC_STATE_OFFLINE, .pending = 3, .last_contact = NOW - 8 * DAY, .now = NOW },
    "Not shared for 8 days" },
  { "busy", { .state = PT_SYNC_STATE_BUSY, .now = NOW }, "Sharing…" },
  { "busy-of",
    { .state = PT_SYNC_STATE_BUSY, .done = 12, .total = 40, .now = NOW },
    "Sharing… 12 of 40" },
  { "files",
    { .state = PT_SYNC_STATE_BUSY, .done = 4, .total = 12, .files = true, .seconds_left = 221 },
    "8 files to go · about 4 minutes" },
  { "last-file",
    { .state = PT_SYNC_STATE_BUSY, .done = 11, .total = 12, .files = true, .seconds_left = 3 },
    "1 file to go · less than a minute" },
  { "files-long",
    { .state = PT_SYNC_STATE_BUSY, .total = 300, .files = true, .seconds_left = 9000 },
    "300 files to go · about 3 hours" },
  { "files-unknown",
    { .state = PT_SYNC_STATE_BUSY, .total = 3, .files = true, .seconds_left = -1 },
    "3 files to go" },
  { "conflict",
    { .state = PT_SYNC_STATE_BUSY, .conflicts = 1, .now = NOW },
    "Something needs you: choose between two versions" },
  { "problem",
    { .state = PT_SYNC_STATE_PROBLEM, .now = NOW },
    "Something needs you: look at sharing" },
};

static void
test_sync_words (gconstpointer data)
{
  const PtSyncFacts *facts = &sync_cases[GPOINTER_TO_UINT (data)].facts;

  g_autofree char *words = pt_sync_words (facts);

  g_assert_cmpstr (words, ==, sync_cases[GPOINTER_TO_UINT (data)].words);
  g_assert_nonnull (pt_sync_icon (facts));
}

static void
test_explain_next_try (void)
{
  const PtSyncFacts facts = { .state = PT_SYNC_STATE_OFFLINE, .next_try = NOW + HOUR, .now = NOW };

  g_autofree char *sentence = pt_sync_explain (&facts);

  g_assert_cmpstr (sentence, ==,
                   "The team server does not answer. Your work is safe on this laptop. Next try at "
                   "03:40.");
}

#define M "<span weight=\"bold\" underline=\"single\">"
#define E "</span>"

static const struct
{
  const char *name;
  const char *text;
  const char *other;
  const char *markup;
} diff_cases[] = {
  { "same", "één twee", "één twee", "één twee" },
  { "word", "a rode kat", "a zwarte kat", "a " M "rode" E " kat" },
  { "added", "a b c", "a c", "a " M "b" E " c" },
  { "all", "x y", "", M "x" E " " M "y" E },
  { "empty", "", "x y", "" },
  { "escaped", "a < b", "a b", "a " M "&lt;" E " b" },
  { "moved", "a b c d", "a c b d", "a " M "b" E " c d" },
};

static void
test_diff (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);

  g_autofree char *markup = pt_word_diff_markup (diff_cases[i].text, diff_cases[i].other);

  g_assert_cmpstr (markup, ==, diff_cases[i].markup);
}

/* Two long texts without a word in common are marked whole; 20,000 by 20,000 words looked at one by one
 * would not end before the test is stopped. */
static void
test_diff_long (void)
{
  g_autoptr (GString) a = g_string_new (NULL);
  g_autoptr (GString) b = g_string_new (NULL);
  for (int i = 0; i < 20000; i++)
    {
      g_string_append_printf (a, "a%d ", i);
      g_string_append_printf (b, "b%d ", i);
    }

  g_autofree char *markup = pt_word_diff_markup (a->str, b->str);

  g_assert_true (g_str_has_prefix (markup, M "a0" E));
  g_assert_true (g_str_has_suffix (g_strchomp (markup), M "a19999" E));
}

static void
test_row (void)
{
  PtRow row = { .kind = "learning",
                .title = "Koffie werkt",
                .date = "2026-03-12T14:05",
                .people = "An, Sofie",
                .status = "for_review",
                .sharing = "private",
                .n_conflicts = 1,
                .pending = TRUE };

  g_autofree char *alone = pt_row_text_meta (&row, PT_ROW_ALONE);
  g_autofree char *mixed = pt_row_text_meta (&row, PT_ROW_MIXED);
  g_autofree char *spoken = pt_row_text_accessible (&row, PT_ROW_ALONE, TRUE);
  g_autofree char *local = pt_row_text_accessible (&row, PT_ROW_ALONE, FALSE);

  g_assert_cmpstr (alone, ==, "12 March 2026 · An, Sofie · For review");
  g_assert_cmpstr (mixed, ==, "Learning Moment · 12 March 2026 · An, Sofie · For review");
  g_assert_cmpstr (spoken, ==,
                   "Koffie werkt, 12 March 2026 · An, Sofie · For review, There are two versions, "
                   "Waits for internet, Only on this laptop");
  g_assert_null (strstr (local, "internet"));
}

/* A row of a newer version is shown with what is known of it. */
static void
test_row_unknown_kind (void)
{
  PtRow row = { .kind = "hologram", .title = "Iets", .status = "floating" };

  g_autofree char *meta = pt_row_text_meta (&row, PT_ROW_MIXED);

  g_assert_cmpstr (meta, ==, "hologram");
}

static void
test_view_round_trip (void)
{
  const PtRecordKind *kind = pt_record_kind_find ("learning");
  g_autoptr (PtListView) view = pt_list_view_new (kind, "newest;draft;archived");
  PtQuery query;
  PtFilter filter;

  g_autofree char *saved = pt_list_view_save (view);
  pt_list_view_fill_query (view, &query, &filter);

  g_assert_cmpstr (saved, ==, "newest;draft;archived");
  g_assert_cmpstr (query.sort, ==, "learned_on");
  g_assert_true (query.descending && query.archived);
  g_assert_cmpuint (query.n_filters, ==, 1);
  g_assert_cmpstr (filter.field, ==, "status");
  g_assert_cmpstr (filter.value, ==, "draft");
}

static void
test_view_parts (void)
{
  const PtRecordKind *kind = pt_record_kind_find ("learning");
  g_autoptr (PtListView) view = pt_list_view_new (kind, "usual;;;people,scent,status");
  g_autofree char *saved = pt_list_view_save (view);

  g_assert_cmpuint (view->parts, ==, PT_ROW_DATE);
  g_assert_cmpstr (saved, ==, "usual;;;people,status");
}

/* By name in the order of the alphabet; what is no line of ours is passed over. */
static void
test_saved_views (void)
{
  g_autoptr (GPtrArray)
      views = pt_saved_views_parse ("usual;;\tZomer\nrubbish\n\t\nnewest;;\tApril\n");
  g_autofree char *name = pt_saved_view_dup_name ("  Wat\tnog\nmoet ");
  g_autofree char *none = pt_saved_view_dup_name (" \t");

  pt_saved_views_put (views, name, "oldest;;");
  pt_saved_views_put (views, "Zomer", "title;;");
  pt_saved_views_remove (views, "April");
  g_autofree char *text = pt_saved_views_print (views);

  g_assert_cmpstr (text, ==, "oldest;;\tWat nog moet\ntitle;;\tZomer\n");
  g_assert_cmpstr (pt_saved_views_find_view (views, "title;;")->name, ==, "Zomer");
  g_assert_null (pt_saved_views_find (views, "April"));
  g_assert_null (none);
}

static void
test_view_rubbish (void)
{
  const char *const rubbish[] = { NULL, "", ";;", "x;y;z;", "sideways;flying;maybe", "🙂" };
  for (guint i = 0; i < G_N_ELEMENTS (rubbish); i++)
    {
      g_autoptr (PtListView) view = pt_list_view_new (pt_record_kind_find ("learning"), rubbish[i]);
      g_autofree char *saved = pt_list_view_save (view);
      g_assert_cmpstr (saved, ==, "usual;;");
    }
}

static void
test_draft_round_trip (void)
{
  g_autoptr (PtDraft) draft = pt_draft_new ();
  draft->body = g_strdup ("Koffie “met” \\ é\nen taart");
  draft->kind = g_strdup ("quote");
  draft->moment = g_strdup ("2026-03-12T14:05");
  draft->experiment = g_strdup ("e");
  g_strfreev (draft->people);
  draft->people = g_strsplit ("p1,p2", ",", -1);
  g_autofree char *saved = pt_draft_save (draft);

  g_autoptr (PtDraft) loaded = pt_draft_load (saved);
  g_autofree char *again = pt_draft_save (loaded);

  g_assert_cmpstr (again, ==, saved);
  g_assert_cmpstr (loaded->body, ==, draft->body);
  g_assert_cmpstr (loaded->people[1], ==, "p2");
}

static void
test_draft_rubbish (void)
{
  const char *const rubbish[] = { NULL, "", "{", "[]", "{\"people\":[1]}", "{\"body\":7}" };
  for (guint i = 0; i < G_N_ELEMENTS (rubbish); i++)
    {
      g_autoptr (PtDraft) draft = pt_draft_load (rubbish[i]);
      g_assert_true (pt_draft_is_empty (draft));
    }
}

static void
test_draft_batch (void)
{
  g_autoptr (PtWorld) world = pt_world_new_seeded (1, NOW);
  g_autoptr (PtDraft) draft = pt_draft_new ();
  g_autofree char *id = NULL;
  PtBatchFile *file = g_new0 (PtBatchFile, 1);
  draft->body = g_strdup ("Koffie\n");
  draft->people[0] = NULL;
  g_strfreev (draft->people);
  draft->people = g_strsplit ("0190d0c0-0000-7000-8000-00000000abcd", ",", -1);
  file->filename = g_strdup ("foto.jpg");
  file->bytes = g_bytes_new_static ("x", 1);
  g_ptr_array_add (draft->files, file);

  g_autoptr (PtBatch) batch = pt_draft_make_batch (draft, world, &id);

  const PtEdit *entry = g_ptr_array_index (batch->edits, 0);
  const PtEdit *link = g_ptr_array_index (batch->edits, 1);
  const PtBatchFile *copy = g_ptr_array_index (batch->files, 0);
  g_assert_cmpstr (entry->id, ==, id);
  g_assert_cmpstr (pt_edit_get (entry, "body")->text, ==, "Koffie");
  g_assert_cmpstr (pt_edit_get (link, "kind")->text, ==, "present");
  g_assert_cmpstr (copy->owner, ==, id);
  g_assert_cmpuint (draft->files->len, ==, 1);
}

/* Every kind of record is reached from the sidebar but what hangs on others. */
static void
test_places_cover_kinds (void)
{
  const char *const elsewhere[] = { "logbook", "link", "attachment", "comment", NULL };
  for (guint i = 0; i < pt_n_record_kinds; i++)
    {
      const PtRecordKind *kind = pt_record_kinds[i];
      const PtPlace *place = pt_place_find (kind->id);
      g_test_message ("%s", kind->id);
      g_assert_true ((place != NULL) != g_strv_contains (elsewhere, kind->id));
      if (place == NULL)
        continue;
      g_assert_nonnull (pt_place_get_new_label (place));
      g_assert_nonnull (place->empty_title);
      g_assert_nonnull (place->empty_text);
      g_assert_nonnull (place->versions);
    }
}

static const struct
{
  const char *line, *next;
} list_lines[] = {
  { "- melk", "- " },
  { "  * melk", "  * " },
  { "3. melk", "4. " },
  { "9) melk", "10) " },
  { "- [x] af", "- [ ] " },
  { "- ", "" },
  { "- [ ] ", "" },
  { "melk", NULL },
  { "-melk", NULL },
  { "1999. een jaar", NULL },
  { "", NULL },
};

static void
test_list_goes_on (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (list_lines); i++)
    {
      g_autofree char *next = pt_markdown_text_dup_next (list_lines[i].line);
      g_assert_cmpstr (next, ==, list_lines[i].next);
    }
}

static void
test_draft_lines (void)
{
  g_auto (GStrv) lines = pt_draft_split_lines ("- een\n\n  2) twee \n• drie\n-\n");
  g_autofree char *joined = g_strjoinv ("|", lines);
  g_assert_cmpstr (joined, ==, "een|twee|drie|-");
}

int
main (int argc, char *argv[])
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (sync_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/sync-words/%s", sync_cases[i].name);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_sync_words);
    }
  for (guint i = 0; i < G_N_ELEMENTS (diff_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/word-diff/%s", diff_cases[i].name);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_diff);
    }
  g_test_add_func ("/word-diff/long", test_diff_long);
  g_test_add_func ("/sync-words/explain/next-try", test_explain_next_try);
  g_test_add_func ("/row-text/words", test_row);
  g_test_add_func ("/row-text/unknown-kind", test_row_unknown_kind);
  g_test_add_func ("/list-view/round-trip", test_view_round_trip);
  g_test_add_func ("/list-view/rubbish", test_view_rubbish);
  g_test_add_func ("/list-view/parts", test_view_parts);
  g_test_add_func ("/list-view/saved", test_saved_views);
  g_test_add_func ("/draft/round-trip", test_draft_round_trip);
  g_test_add_func ("/draft/rubbish", test_draft_rubbish);
  g_test_add_func ("/draft/batch", test_draft_batch);
  g_test_add_func ("/place/covers-kinds", test_places_cover_kinds);
  g_test_add_func ("/words/markdown/list-goes-on", test_list_goes_on);
  g_test_add_func ("/words/draft/lines", test_draft_lines);
  return g_test_run ();
}
