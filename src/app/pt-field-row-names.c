/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Real names in a text: the key to the pseudonyms is on this laptop, so it can be noticed here and
 * nowhere else. The text is kept as typed; one key puts the mention in the place of the name. */
#include "pt-field-row-private.h"

#include <glib/gi18n-lib.h>

#include "pt-mention.h"

typedef struct
{
  char *name;      /* as the identity table has it */
  char *title;     /* what the logbook calls them */
  char *reference; /* the mention to write */
} Named;

static void
named_free (Named *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->title);
  g_free (self->reference);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Named, named_free)

/* ── On the writer: which names? ── */

static Named *
read_named (PtStore *store, const char *id, GError **error)
{
  g_autoptr (Named) named = g_new0 (Named, 1);
  g_autofree char *contact = NULL;
  g_autoptr (PtRecord) record = pt_store_get_record (store, id, error);

  if (record == NULL || !pt_store_get_identity (store, id, &named->name, &contact, error))
    return NULL;
  named->title = pt_record_dup_title (record);
  named->reference = pt_mention_write (record);
  return g_steal_pointer (&named);
}

static gpointer
find_names_job (PtStore *store, gpointer text, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) ids = pt_store_find_names (store, text, error);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify)named_free);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      Named *named = read_named (store, g_ptr_array_index (ids, i), error);
      if (named == NULL)
        return NULL;
      g_ptr_array_add (found, named);
    }
  return ids != NULL ? g_steal_pointer (&found) : NULL;
}

/* ── The offer ── */

#define PART_LENGTH_MIN 3

/* The whole name, or one of its parts since people write first names; "de" and "van" are no names. */
static char *
make_pattern (const char *name)
{
  g_auto (GStrv) words = g_strsplit (name, " ", -1);
  g_autoptr (GString) pattern = g_string_new ("(?<![\\w@])(?:");
  g_autofree char *whole = g_regex_escape_string (name, -1);

  g_string_append (pattern, whole);
  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *word = g_regex_escape_string (words[i], -1);
      if (g_utf8_strlen (words[i], -1) >= PART_LENGTH_MIN
          && g_unichar_isupper (g_utf8_get_char (words[i])))
        g_string_append_printf (pattern, "|%s", word);
    }
  g_string_append (pattern, ")(?!\\w)");
  return g_string_free (g_steal_pointer (&pattern), FALSE);
}

static char *
replace_name (const char *text, const Named *named)
{
  g_autofree char *pattern = make_pattern (named->name);
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_CASELESS, 0, NULL);
  char *replaced = regex != NULL
                       ? g_regex_replace_literal (regex, text, -1, 0, named->reference, 0, NULL)
                       : NULL;

  return replaced != NULL ? replaced : g_strdup (text);
}

static void
drop_notice (PtFieldRow *row)
{
  if (row->notice == NULL)
    return;
  gtk_box_remove (GTK_BOX (row->column), row->notice);
  row->notice = NULL;
}

static void
replace_cb (GtkButton *button, PtFieldRow *row)
{
  const Named *named = g_object_get_data (G_OBJECT (button), "named");
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (row->parts[PT_PART_VIEW]));
  g_autofree char *text = pt_field_row_mention_dup_text (buffer);
  g_autofree char *replaced = replace_name (text, named);

  pt_field_row_mention_load (buffer, replaced);
  drop_notice (row);
  pt_field_row_acted (row);
}

static void
offer (PtFieldRow *row, Named *named)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Replace"));
  /* Translators: %1 is a real name that was typed, %2 the name used in the logbook */
  g_autofree char *question = g_strdup_printf (_ ("You name %s here. Replace it by “%s”?"),
                                               named->name, named->title);
  GtkWidget *label = gtk_label_new (question);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (box, "pt-aside");
  g_object_set_data_full (G_OBJECT (button), "named", named, (GDestroyNotify)named_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (replace_cb), row, 0);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), button);
  drop_notice (row);
  row->notice = box;
  gtk_box_append (GTK_BOX (row->column), box);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PtFieldRow) row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = pt_logbook_run_finish (PT_LOGBOOK (source), result, &error);

  if (g_cancellable_is_cancelled (row->cancellable))
    return;
  if (found == NULL)
    pt_field_row_say (row, error->message, TRUE);
  else if (found->len == 0)
    drop_notice (row);
  else
    offer (row, g_steal_pointer (&g_ptr_array_index (found, 0)));
}

void
pt_field_row_names_check (PtFieldRow *row, const char *text)
{
  if (text[0] == '\0')
    drop_notice (row);
  else
    pt_logbook_run_async (row->logbook, find_names_job, g_strdup (text), g_free,
                          (GDestroyNotify)g_ptr_array_unref, row->cancellable, found_cb,
                          g_object_ref (row));
}
