/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Claim: the agenda of a review holds what domain.md §6 names, in that order and nothing twice; its
 * note says what was handled; a sheet of paper finds its learning moment by its code. */
#include "model-fixture.h"

#include "pt-mention.h"
#include "pt-review.h"
#include "pt-sheet-code.h"

#define MAX_RECORDS 4
#define MAX_FIELDS 4

typedef struct
{
  const char *kind, *name;
  const char *fields[MAX_FIELDS];
} Made;

typedef struct
{
  const char *name;
  Made records[MAX_RECORDS];
  const char *agenda; /* parts by number and names, in order */
} Case;

static const Case cases[] = {
  { "for-review", { { "learning", "l", { "status=for_review" } } }, "1:l" },
  { "draft", { { "learning", "l", { "headline=x" } } }, "" },
  { "objection-once",
    { { "learning", "l", { "status=for_review" } },
      { "comment", "c", { "target=@l", "kind=objection" } } },
    "0:l" },
  { "objection-resolved",
    { { "learning", "l", { "status=discussed" } },
      { "comment", "c", { "target=@l", "kind=objection", "resolved_at=2026-03-10T10:00:00Z" } } },
    "" },
  { "objection-after-establishing-first",
    { { "learning", "l", { "status=discussed" } },
      { "comment", "c", { "target=@l", "kind=objection" } },
      { "learning", "m", { "status=applied" } },
      { "comment", "d", { "target=@m", "kind=objection" } } },
    "0:m 0:l" },
  { "withdrawn",
    { { "learning", "l", { "status=withdrawn" } },
      { "comment", "c", { "target=@l", "kind=objection" } } },
    "" },
  { "old-question", { { "question", "q", { "opened_on=2025-12-01" } } }, "2:q" },
  { "young-question", { { "question", "q", { "opened_on=2026-01-01" } } }, "" },
  { "effect-without-news", { { "outcome", "o", { "statement=x" } } }, "3:o" },
  { "effect-with-old-news",
    { { "outcome", "o", { "statement=x" } },
      { "measurement", "m", { "outcome=@o", "measured_on=2025-11-01" } } },
    "3:o" },
  { "effect-measured",
    { { "outcome", "o", { "statement=x" } },
      { "measurement", "m", { "outcome=@o", "measured_on=2026-03-01" } } },
    "" },
  { "effect-heard-of",
    { { "outcome", "o", { "statement=x" } },
      { "entry", "n", { "occurred_on=2026-03-01" } },
      { "link", "k", { "from=@n", "kind=supports", "to=@o" } } },
    "" },
  { "effect-observed", { { "outcome", "o", { "status=observed" } } }, "" },
  { "action-due",
    { { "action", "a", { "due_on=2026-03-12" } },
      { "action", "b", { "due_on=2026-03-13" } },
      { "action", "c", { "due_on=2026-03-01", "status=done" } } },
    "4:a" },
  { "nobody-was-missing-before-the-first",
    { { "stakeholder", "p", { "name=x" } }, { "involvement", "i", { "stakeholder=@p" } } },
    "" },
  { "was-missing",
    { { "stakeholder", "p", { "name=x" } },
      { "involvement", "i", { "stakeholder=@p" } },
      { "entry", "r", { "kind=review", "occurred_on=2026-02-01" } } },
    "5:p" },
  { "was-there",
    { { "stakeholder", "p", { "name=x" } },
      { "involvement", "i", { "stakeholder=@p" } },
      { "entry", "r", { "kind=review", "occurred_on=2026-02-01" } },
      { "link", "k", { "from=@r", "kind=present", "to=@p" } } },
    "" },
  { "has-left",
    { { "stakeholder", "p", { "name=x" } },
      { "involvement", "i", { "stakeholder=@p", "to_on=2026-01-01" } },
      { "entry", "r", { "kind=review", "occurred_on=2026-02-01" } } },
    "" },
};

/* "about=@self" → "about=ID". */
static char *
fill_in (const char *text)
{
  const char *at = text == NULL ? NULL : strchr (text, '@');

  if (at == NULL)
    return g_strdup (text);
  g_autofree char *id = fixture_id (at + 1);
  return g_strdup_printf ("%.*s%s", (int)(at - text), text, id);
}

static void
add (PtDataset *data, const Made *made)
{
  g_autofree char *a = fill_in (made->fields[0]), *b = fill_in (made->fields[1]),
                  *c = fill_in (made->fields[2]), *d = fill_in (made->fields[3]);
  g_autoptr (PtRecord) record = fixture_record (made->kind, made->name, a, b, c, d, NULL);

  pt_dataset_add (data, record);
}

static const char *
name_of (const Case *one, PtRecord *record)
{
  for (guint i = 0; i < MAX_RECORDS && one->records[i].kind != NULL; i++)
    {
      g_autofree char *id = fixture_id (one->records[i].name);
      if (g_str_equal (id, pt_record_get_id (record)))
        return one->records[i].name;
    }
  g_assert_not_reached ();
}

static void
test_agenda (gconstpointer data)
{
  const Case *one = data;
  g_autoptr (PtDataset) around = pt_dataset_new ();
  for (guint i = 0; i < MAX_RECORDS && one->records[i].kind != NULL; i++)
    add (around, &one->records[i]);

  g_autoptr (GPtrArray) agenda = pt_review_agenda (around, FIXTURE_TODAY);
  g_autoptr (GString) seen = g_string_new (NULL);
  for (guint i = 0; i < agenda->len; i++)
    {
      const PtReviewItem *item = agenda->pdata[i];
      g_string_append_printf (seen, "%s%d:%s", i > 0 ? " " : "", item->part,
                              name_of (one, item->record));
    }

  g_assert_cmpstr (seen->str, ==, one->agenda);
}

static void
test_parts (void)
{
  for (guint i = 0; i < PT_N_REVIEW_PARTS; i++)
    g_assert_cmpstr (pt_review_part_label ((PtReviewPart)i), !=, "");
}

/* ── The note ── */

static void
test_note (void)
{
  g_autoptr (PtWorld) world = pt_world_new_seeded (1, 1773324306 * PT_USEC_PER_SECOND);
  g_autoptr (PtRecord) learning = fixture_record ("learning", "l", "headline=Koffie werkt",
                                                  "status=for_review", NULL);
  g_autoptr (PtRecord)
      hidden = fixture_record ("learning", "m", "headline=Geheim", "sharing=private", NULL);
  g_autoptr (GPtrArray)
      results = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_review_result_free);
  g_autofree char *person = fixture_id ("p");
  char *people[] = { person, NULL };
  g_autofree char *id = NULL;
  PtReviewResult *first = pt_review_result_new (learning);
  first->status = g_strdup ("discussed");
  first->n_agree = 3;
  first->n_objection = 1;
  g_ptr_array_add (results, first);
  g_ptr_array_add (results, pt_review_result_new (hidden));

  g_autoptr (PtBatch)
      batch = pt_review_note_new (world, FIXTURE_TODAY, people, results, "Vooraf bellen.", &id);

  const PtEdit *note = batch->edits->pdata[0];
  g_autofree char *written = pt_mention_write (learning);
  g_autofree char *body = g_strdup_printf ("What we talked about:\n\n- %s → Discussed · Agree: 3 · "
                                           "Objection: 1\n- 1 thing that is on one laptop only\n\n"
                                           "What we decided:\n\nVooraf bellen.\n",
                                           written);
  g_assert_cmpstr (pt_edit_get (note, "body")->text, ==, body);
  g_assert_cmpstr (pt_edit_get (note, "title")->text, ==, "Review of 12 March 2026");
  g_assert_cmpstr (pt_edit_get (note, "kind")->text, ==, "review");
  g_assert_cmpstr (note->id, ==, id);
  g_assert_cmpuint (batch->edits->len, ==, 2);
  g_assert_cmpstr (pt_edit_get (batch->edits->pdata[1], "to")->text, ==, person);
}

/* ── Sheets ── */

static void
test_code (void)
{
  g_autofree char *id = fixture_id ("l"), *other = fixture_id ("m");
  g_autofree char *code = pt_sheet_code (id);
  g_autofree char *small = g_ascii_strdown (code, -1);
  g_autofree char *spaced = g_strdup_printf (" %.2s %s ", code, code + 2);

  g_assert_cmpuint (strlen (code), ==, PT_SHEET_CODE_LENGTH);
  g_assert_true (pt_sheet_code_matches (code, id));
  g_assert_true (pt_sheet_code_matches (small, id));
  g_assert_true (pt_sheet_code_matches (spaced, id));
  g_assert_false (pt_sheet_code_matches (code, other));
  g_assert_false (pt_sheet_code_matches ("", id));
  g_assert_false (pt_sheet_code_matches ("ABCDEFG", id));
}

/* A zero that was read as the letter, and a one as either of its two. */
static void
test_code_read_wrongly (void)
{
  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u", i);
      g_autofree char *id = fixture_id (name);
      g_autofree char *code = pt_sheet_code (id);
      g_strdelimit (code, "0", 'o');
      g_strdelimit (code, "1", i % 2 == 0 ? 'l' : 'I');
      g_assert_true (pt_sheet_code_matches (code, id));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/model/review/agenda/%s", cases[i].name);
      g_test_add_data_func (path, &cases[i], test_agenda);
    }
  g_test_add_func ("/model/review/parts", test_parts);
  g_test_add_func ("/model/review/note", test_note);
  g_test_add_func ("/model/review/code", test_code);
  g_test_add_func ("/model/review/code-read-wrongly", test_code_read_wrongly);
  return g_test_run ();
}
