/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The note that is left of a review: who was there, what was handled, what was decided. */
#include "pt-review.h"

#include "pt-catalog.h"
#include "pt-mention.h"
#include "pt-time.h"

#include <glib/gi18n-lib.h>

PtReviewResult *
pt_review_result_new (PtRecord *record)
{
  PtReviewResult *self = g_new0 (PtReviewResult, 1);

  self->record = pt_record_ref (record);
  return self;
}

void
pt_review_result_free (PtReviewResult *self)
{
  pt_record_unref (self->record);
  g_free (self->status);
  g_free (self);
}

static void
add_views (GString *line, const char *kind, guint n)
{
  if (n > 0)
    g_string_append_printf (line, " · %s: %u",
                            pt_term_label (pt_vocabulary_get ("comment.kind"), kind), n);
}

static void
add_result (GString *body, const PtReviewResult *result)
{
  const PtRecordKind *kind = pt_record_get_kind (result->record);
  g_autofree char *mention = pt_mention_write (result->record);

  g_string_append_printf (body, "- %s", mention);
  if (result->status != NULL && kind->status_field != NULL)
    g_string_append_printf (
        body, " → %s",
        pt_term_label (pt_record_kind_field (kind, kind->status_field)->vocabulary,
                       result->status));
  add_views (body, "agree", result->n_agree);
  add_views (body, "other_view", result->n_other_view);
  add_views (body, "objection", result->n_objection);
  g_string_append_c (body, '\n');
}

static void
add_handled (GString *body, GPtrArray *results)
{
  guint n_private = 0;

  if (results->len == 0)
    return;
  g_string_append_printf (body, "%s\n\n", _ ("What we talked about:"));
  for (guint i = 0; i < results->len; i++)
    {
      const PtReviewResult *result = results->pdata[i];
      if (pt_record_get_sharing (result->record) == PT_SHARING_PRIVATE)
        n_private++;
      else
        add_result (body, result);
    }
  if (n_private > 0)
    {
      g_autofree char *more = g_strdup_printf (ngettext ("%u thing that is on one laptop only",
                                                         "%u things that are on one laptop only",
                                                         n_private),
                                               n_private);
      g_string_append_printf (body, "- %s\n", more);
    }
}

static char *
make_body (GPtrArray *results, const char *decided)
{
  GString *body = g_string_new (NULL);

  add_handled (body, results);
  if (*decided != '\0')
    g_string_append_printf (body, "%s%s\n\n%s\n", body->len > 0 ? "\n" : "", _ ("What we decided:"),
                            decided);
  return g_string_free (body, FALSE);
}

PtBatch *
pt_review_note_new (PtWorld *world, const char *today, char **people, GPtrArray *results,
                    const char *decided, char **out_id)
{
  g_autofree char *day = pt_date_format (today, pt_catalog_current ());
  /* Translators: the title of the note of a review; the placeholder is its date. */
  g_autofree char *title = g_strdup_printf (_ ("Review of %s"), day);
  g_autofree char *body = make_body (results, decided);
  PtBatch *batch = pt_batch_new (title);
  PtEdit *edit = pt_edit_new (world, "entry", NULL);

  batch->how = "save";
  pt_edit_set_text (edit, "kind", "review");
  pt_edit_set_text (edit, "title", title);
  pt_edit_set_text (edit, "body", *body != '\0' ? body : title);
  g_ptr_array_add (batch->edits, edit);
  for (guint i = 0; people[i] != NULL; i++)
    g_ptr_array_add (batch->edits, pt_edit_new_link (edit->id, "present", people[i]));
  *out_id = g_strdup (edit->id);
  return batch;
}
